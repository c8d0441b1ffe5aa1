import { describe, expect, it } from 'vitest';
import { contentPolicy, mayRequest } from './content-policy.ts';

const TILE = 'https://tile.openstreetmap.org/12/703/1635.png';
const image = (url: string) => ({ url, method: 'GET', resourceType: 'image' });

describe('the policy', () => {
  it('lets nothing in that it doesn’t name', () => {
    const policy = contentPolicy({ nonce: 'abc', onlineTiles: false });
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("style-src 'self' 'nonce-abc'");
    expect(policy).toContain("img-src 'self' data: blob:;");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
  });
  it('names the tiles’ host when a person wants tiles, for images alone', () => {
    const policy = contentPolicy({ nonce: 'abc', onlineTiles: true });
    expect(policy.match(/https:\S*/g)).toEqual(['https://tile.openstreetmap.org;']);
    expect(policy).toContain("img-src 'self' data: blob: https://tile.openstreetmap.org;");
  });
});

describe('mayRequest', () => {
  it.each([
    'herd://console/index.html',
    'devtools://devtools/x',
    'data:image/png;base64,',
    'blob:herd://console/x',
  ])('%s is the app’s own', (url) => expect(mayRequest(image(url), false)).toBe(true));
  it('lets a tile through when it is wanted, and only then', () => {
    expect(mayRequest(image(TILE), true)).toBe(true);
    expect(mayRequest(image(TILE), false)).toBe(false);
  });
  it.each([
    image('http://tile.openstreetmap.org/1/1/1.png'),
    image('https://tile.openstreetmap.org:8443/1/1/1.png'),
    image('https://tile.openstreetmap.org.example.org/1.png'),
    image('https://a.tile.openstreetmap.org/1/1/1.png'),
    image('https://example.org@tile.openstreetmap.org/1.png'),
    image('https://www.openstreetmap.org/'),
    { ...image(TILE), method: 'POST' },
    { ...image(TILE), resourceType: 'xhr' },
    { ...image(TILE), resourceType: 'script' },
    image('file:///etc/passwd'),
    image('ws://127.0.0.1/'),
    image('nonsense'),
  ])('and nothing else: %j', (request) => expect(mayRequest(request, true)).toBe(false));
});
