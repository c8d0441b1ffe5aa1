/** Which web pages the app may open in the browser: those that it names itself. */
const HOSTS = [
  'openstreetmap.org',
  'naturalearthdata.com',
  'geonames.org',
  'census.gov',
  'creativecommons.org',
  'google.com',
  'nodejs.org',
  'electronjs.org',
  'leafletjs.com',
];

/** The address as it is opened; undefined: it isn't. */
export function externalLink(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const web = url.protocol === 'https:' || url.protocol === 'http:';
  const plain = url.username === '' && url.password === '' && url.port === '';
  const known = HOSTS.some((host) => url.hostname === host || url.hostname.endsWith(`.${host}`));
  return web && plain && known ? url.href : undefined;
}
