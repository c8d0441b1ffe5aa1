/** A long text of lines without its middle. */

export interface FoldedLines {
  readonly head: string;
  /** Lines between the two. */
  readonly hidden: number;
  readonly tail: string;
}

/** Undefined: it is short enough to be shown as it is. */
export function foldLines(text: string, head: number, tail: number): FoldedLines | undefined {
  const lines = text.split('\n');
  const hidden = lines.length - head - tail;
  // In place of a line or two, the button would take as much room.
  if (hidden <= 2) return undefined;
  return { head: lines.slice(0, head).join('\n'), hidden, tail: lines.slice(-tail).join('\n') };
}
