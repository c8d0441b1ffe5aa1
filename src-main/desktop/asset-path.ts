/** Which file a request to the app's own scheme means. Anything that isn't a file of the page is nothing. */
import { extname, resolve, sep } from 'node:path';

/** The page is at `herd://console/`. */
export const SCHEME = 'herd';
export const PAGE_HOST = 'console';
export const PAGE_ORIGIN = `${SCHEME}://${PAGE_HOST}`;
export const PAGE_URL = `${PAGE_ORIGIN}/index.html`;

/** What a page is made of. A file with another ending isn't given out. */
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

export interface Asset {
  readonly path: string;
  readonly type: string;
}

/** @param root The page's folder, absolute. */
export function assetOf(url: string, root: string): Asset | undefined {
  let asked: URL;
  let path: string;
  try {
    asked = new URL(url);
    path = decodeURIComponent(asked.pathname);
  } catch {
    return undefined;
  }
  if (asked.protocol !== `${SCHEME}:` || asked.host !== PAGE_HOST) return undefined;
  if (/[\0\\]/.test(path)) return undefined;
  const file = resolve(root, `.${path === '/' ? '/index.html' : path}`);
  const type = TYPES[extname(file)];
  return type !== undefined && file.startsWith(root + sep) ? { path: file, type } : undefined;
}

/** Whether a frame with this address is our page, and may therefore call the host. */
export function isPage(url: string): boolean {
  try {
    const { protocol, host } = new URL(url);
    return protocol === `${SCHEME}:` && host === PAGE_HOST;
  } catch {
    return false;
  }
}
