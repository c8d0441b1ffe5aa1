/** What the page may load and run: its policy, and which requests leave the app at all. */

const TILE_HOST = 'tile.openstreetmap.org';
/** What stands in index.html where each load gets a nonce of its own. */
export const NONCE_PLACEHOLDER = '__CSP_NONCE__';
/** `devtools:` is the developer tools' own page; `data:` and `blob:` hold what the page itself has made. */
const OWN_SCHEMES = new Set(['herd:', 'devtools:', 'data:', 'blob:']);

export interface PolicyOptions {
  /** Random, and another one for each load: the page's component library marks its one style element with it. */
  readonly nonce: string;
  readonly onlineTiles: boolean;
}

/** Scripts from our own files alone; no network but the map's tiles, when a person wants them; no text turned into code. */
export function contentPolicy({ nonce, onlineTiles }: PolicyOptions): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    `img-src 'self' data: blob:${onlineTiles ? ` https://${TILE_HOST}` : ''}`,
    "font-src 'self'",
    "connect-src 'none'",
    "worker-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types default',
  ].join('; ');
}

export interface AppRequest {
  readonly url: string;
  readonly method: string;
  readonly resourceType: string;
}

export function isTileRequest({ url, method, resourceType }: AppRequest): boolean {
  if (method !== 'GET' || resourceType !== 'image' || !URL.canParse(url)) return false;
  const { protocol, host, username, password } = new URL(url);
  return protocol === 'https:' && host === TILE_HOST && username === '' && password === '';
}

/** The page's policy says so already; this says it once more, from outside the page. */
export function mayRequest(request: AppRequest, onlineTiles: boolean): boolean {
  if (!URL.canParse(request.url)) return false;
  return OWN_SCHEMES.has(new URL(request.url).protocol) || (onlineTiles && isTileRequest(request));
}
