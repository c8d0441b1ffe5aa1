/** The app's own scheme: the one owner of `protocol`. Gives out the page's files, each under a strict policy. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { protocol } from 'electron';
import { assetOf, SCHEME } from './asset-path.ts';
import { contentPolicy, NONCE_PLACEHOLDER } from './content-policy.ts';

/** Relative to the built file, out/main/desktop.js. */
const PAGE_FOLDER = resolve(import.meta.dirname, '../renderer');

export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true } }]);
}

const notFound = () => new Response(null, { status: 404 });

const withNonce = (html: string, nonce: string): string => html.replaceAll(NONCE_PLACEHOLDER, nonce);

/** @param onlineTiles asked at each load: a page keeps the policy that it was loaded with */
export function serveScheme(onlineTiles: () => boolean): void {
  protocol.handle(SCHEME, async (request) => {
    const asset = request.method === 'GET' ? assetOf(request.url, PAGE_FOLDER) : undefined;
    if (!asset) return notFound();
    const nonce = randomBytes(16).toString('base64url');
    try {
      const content = await readFile(asset.path);
      const body = extname(asset.path) === '.html' ? withNonce(content.toString(), nonce) : content;
      return new Response(body, {
        headers: {
          'Content-Type': asset.type,
          'Content-Security-Policy': contentPolicy({ nonce, onlineTiles: onlineTiles() }),
          'X-Content-Type-Options': 'nosniff',
          'Cross-Origin-Opener-Policy': 'same-origin',
          // A nonce is good for one load.
          'Cache-Control': 'no-store',
        },
      });
    } catch {
      return notFound();
    }
  });
}
