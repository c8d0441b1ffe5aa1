/** The app's own scheme: the one owner of `protocol`. Gives out the page's files, each under a strict policy. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { protocol } from 'electron';
import { assetOf, SCHEME } from './asset-path.ts';

/** Relative to the built file, out/main/desktop.js. */
const PAGE_FOLDER = resolve(import.meta.dirname, '../renderer');

/** Scripts and styles from our own files alone; no network, no frames, no forms, no text turned into code. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'nonce-abc'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types default',
].join('; ');

export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true } }]);
}

const notFound = () => new Response(null, { status: 404 });

export function serveScheme(): void {
  protocol.handle(SCHEME, async (request) => {
    const asset = request.method === 'GET' ? assetOf(request.url, PAGE_FOLDER) : undefined;
    if (!asset) return notFound();
    try {
      const body = asset.path.endsWith('index.html')
        ? (await readFile(asset.path, 'utf8')).replace('__CSP_NONCE__', 'abc')
        : await readFile(asset.path);
      return new Response(body, {
        headers: {
          'Content-Type': asset.type,
          'Content-Security-Policy': CONTENT_SECURITY_POLICY,
          'X-Content-Type-Options': 'nosniff',
          'Cross-Origin-Opener-Policy': 'same-origin',
        },
      });
    } catch {
      return notFound();
    }
  });
}
