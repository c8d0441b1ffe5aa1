/** Where in a text the words that are looked for stand. */

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
