/**
 * A server's text as a line can show it: what can't be seen, or would reorder what stands around it, becomes a sign
 * that can be seen.
 */

/** Control characters, and the marks of writing direction and joining. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

function sign(char: string): string {
  const code = char.charCodeAt(0);
  // Unicode has pictures of the old control characters.
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (code === 0x7f) return '\u2421';
  return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
}

/** Letters that are written from right to left. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

export function shownText(text: string): string {
  const seen = text.replace(UNSEEN, sign);
  // Each word stays in its place: a mark that can't be seen keeps the next one from being drawn on the other side.
  return RIGHT_TO_LEFT.test(seen) ? seen.replaceAll(' ', ' \u200e') : seen;
}

/** The same of a text of several lines, which stay lines. */
export const shownLines = (text: string): string => text.split('\n').map(shownText).join('\n');
