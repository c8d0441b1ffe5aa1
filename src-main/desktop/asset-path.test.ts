import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assetOf, isPage, PAGE_URL } from './asset-path.ts';

const root = resolve('page');

describe('assetOf', () => {
  it.each([
    [PAGE_URL, 'index.html', 'text/html; charset=utf-8'],
    ['herd://console/', 'index.html', 'text/html; charset=utf-8'],
    ['herd://console/assets/a.js?v=1#x', 'assets/a.js', 'text/javascript; charset=utf-8'],
    ['herd://console/a%20b.css', 'a b.css', 'text/css; charset=utf-8'],
  ])('%s is %s', (url, file, type) => {
    expect(assetOf(url, root)).toEqual({ path: join(root, file), type });
  });

  it.each([
    'herd://console/../secret.js',
    'herd://console/%2e%2e/secret.js',
    'herd://console/%2e%2e%2fsecret.js',
    'herd://console/..%5csecret.js',
    'herd://console/assets/%2e%2e/%2e%2e%2fsecret.js',
    'herd://console//etc/passwd',
    'herd://console/a%00.js',
    'herd://console/%',
    'herd://console/a.node',
    'herd://console/a',
    'herd://elsewhere/index.html',
    'file:///index.html',
    'https://console/index.html',
    'nonsense',
  ])('%s is nothing outside the page', (url) => {
    const asset = assetOf(url, root);
    // A `..` that the URL itself takes away leaves a name inside the page: that is harmless.
    expect(asset === undefined || asset.path === join(root, 'secret.js')).toBe(true);
  });

  it('never leaves the page’s folder', () => {
    const parts = fc.array(fc.constantFrom('..', '.', '%2e%2e', '%2f', '%5c', '/', 'a', '%00', 'x.js'), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(parts, (names) => {
        const asset = assetOf(`herd://console/${names.join('/')}.js`, root);
        expect(asset === undefined || asset.path.startsWith(join(root, '/'))).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('isPage', () => {
  it.each([
    [PAGE_URL, true],
    ['herd://console.evil/index.html', false],
    ['https://console/', false],
    ['about:blank', false],
    ['', false],
  ])('%s: %s', (url, expected) => {
    expect(isPage(url)).toBe(expected);
  });
});
