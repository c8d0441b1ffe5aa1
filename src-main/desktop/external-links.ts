/** Which web pages the app may open in the browser: those that it names itself, and no others. */
const PAGES: ReadonlySet<string> = new Set([
  // Who made the online map's tiles: the credit on the map.
  'https://www.openstreetmap.org/copyright',
]);

/** The address as it is opened; undefined: it isn't. */
export function externalLink(text: string): string | undefined {
  const href = URL.canParse(text) ? new URL(text).href : '';
  return PAGES.has(href) ? href : undefined;
}
