/** A difference as rows in which what differs first can be marked. */
import type { Difference } from './evidence.ts';

export interface DifferenceRow {
  /** `expected` or `got`. */
  readonly label: string;
  readonly before: string;
  /** What differs first, one byte as it is shown (`\n` is one); empty: the row ends there. */
  readonly marked: string;
  readonly after: string;
}

export interface DifferenceView {
  readonly rows: readonly DifferenceRow[];
  /** “byte 12: expected “-” (0x2d), got “+” (0x2b)”. */
  readonly words: readonly string[];
}

const ROW = /^(expected|got): +/;
const CARET = /^ *\^ ?/;
/** One byte as `visibleByte` shows it. */
const BYTE = /^(?:\\x[0-9a-f]{2}|\\.|.)/su;

export function differenceView({ lines }: Difference): DifferenceView {
  const caret = lines.map((line) => CARET.exec(line)?.[0].indexOf('^') ?? -1).find((at) => at !== -1);
  const rows: DifferenceRow[] = [];
  const words: string[] = [];
  for (const line of lines) {
    const begin = ROW.exec(line);
    if (begin) rows.push(rowOf(begin[1] ?? '', line, begin[0].length, caret));
    else words.push(line.replace(CARET, ''));
  }
  return { rows, words };
}

/** Without a caret all that came is too much. */
function rowOf(label: string, line: string, from: number, caret: number | undefined): DifferenceRow {
  if (caret === undefined) {
    return { label, before: '', marked: label === 'got' ? line.slice(from) : '', after: '' };
  }
  const rest = line.slice(caret);
  const marked = BYTE.exec(rest)?.[0] ?? '';
  return { label, before: line.slice(from, caret), marked, after: rest.slice(marked.length) };
}
