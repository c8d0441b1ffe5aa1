/** Attributions of places as text: Google gives them as HTML, which is a stranger's and is never made markup of. */

/** Characters of one that are looked at. */
const MOST_CHARS = 1_000;

const LINK = /<a\b[^>]*\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')[^>]*>(.*?)<\/a\s*>/gis;
const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};
const MOST_CODE_POINT = 0x10ffff;

/** A link's words with its address behind them; other tags are left out. */
export function attributionText(html: string): string {
  return html
    .slice(0, MOST_CHARS)
    .replace(LINK, (_, double?: string, single?: string, words?: string) => `${words} (${double ?? single})`)
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));/gi, (all, decimal, hex, name) => {
      if (name !== undefined) return NAMED[name.toLowerCase()] ?? all;
      const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
      return code <= MOST_CODE_POINT ? String.fromCodePoint(code) : all;
    })
    .replace(/\s+/g, ' ')
    .trim();
}
