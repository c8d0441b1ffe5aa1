/**
 * A server's text as one row can show it: what can't be seen, or would reorder what stands around it, becomes a sign
 * that can be seen; and where in it the words that are looked for stand.
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

export const shownText = (text: string): string => text.replace(UNSEEN, sign);

export interface Part {
  readonly at: number;
  readonly text: string;
  readonly hit: boolean;
}

/** Lower case of the same length: some letters get longer, and then places would no longer fit. */
function lower(text: string): string {
  const all = text.toLowerCase();
  if (all.length === text.length) return all;
  return Array.from(text, (char) => {
    const one = char.toLowerCase();
    return one.length === char.length ? one : char;
  }).join('');
}

/** The text in parts, those that are hits of the needle marked as such; letters' case doesn't matter. */
export function partsOf(text: string, needle: string): readonly Part[] {
  const wanted = lower(needle.trim());
  if (wanted === '') return [{ at: 0, text, hit: false }];
  const parts: Part[] = [];
  const low = lower(text);
  let at = 0;
  for (let hit = low.indexOf(wanted); hit !== -1; hit = low.indexOf(wanted, at)) {
    if (hit > at) parts.push({ at, text: text.slice(at, hit), hit: false });
    parts.push({ at: hit, text: text.slice(hit, hit + wanted.length), hit: true });
    at = hit + wanted.length;
  }
  if (at < text.length) parts.push({ at, text: text.slice(at), hit: false });
  return parts;
}
