import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeGoogle, startFakeGoogle } from '../places/testing/fake-google.ts';
import { keyFor, openPlacesKey, testKey, type Vault } from './places-key.ts';

const KEY = 'CANARY-4711';
let folder: string;
let path: string;
let google: FakeGoogle | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'herd-key-'));
  path = join(folder, 'places.key');
});
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  await google?.close();
  google = undefined;
});

const flip = (bytes: Buffer) => Buffer.from(bytes.map((byte) => byte ^ 0x55));
const vault = (backend: string | undefined, available = true): Vault => ({
  isEncryptionAvailable: () => available,
  ...(backend === undefined ? {} : { getSelectedStorageBackend: () => backend }),
  encryptString: (text) => flip(Buffer.from(text)),
  decryptString: (bytes) => flip(bytes).toString(),
});
const open = (v: Vault, env = {}, platform: NodeJS.Platform = 'linux') =>
  openPlacesKey({ path, vault: v, env, platform });

describe('the key', () => {
  it('is kept encrypted where the system can', () => {
    const key = open(vault('gnome_libsecret'));
    expect([key.current(), key.keeps()]).toEqual([undefined, true]);
    key.set(KEY);
    expect(readFileSync(path, 'latin1')).not.toContain(KEY);
    expect(open(vault('gnome_libsecret')).current()).toBe(KEY);
    key.forget();
    expect(key.current()).toBeUndefined();
    expect(existsSync(path)).toBe(false);
  });

  it.each([
    ['linux', vault('basic_text')],
    ['linux', vault('unknown')],
    ['linux', vault(undefined)],
    ['linux', vault('gnome_libsecret', false)],
    ['darwin', vault(undefined, false)],
  ] as const)('stays in memory where it can’t (%s)', (platform, none) => {
    const key = open(none, {}, platform);
    key.set(KEY);
    expect([key.current(), key.keeps(), existsSync(path)]).toEqual([KEY, false, false]);
  });

  it('comes from the environment where none was entered', () => {
    const env = { GOOGLE_PLACES_API_KEY: ' given ' };
    const key = open(vault('kwallet6'), env);
    expect(key.current()).toBe('given');
    key.set(KEY);
    expect(key.current()).toBe(KEY);
    key.forget();
    expect(key.current()).toBe('given');
  });

  it('is none when what was kept can’t be read', () => {
    writeFileSync(path, 'x');
    const broken = {
      ...vault('kwallet6'),
      decryptString: () => {
        throw new Error('no');
      },
    };
    expect(open(broken).current()).toBeUndefined();
  });

  it('is used even if it can’t be kept, and the error doesn’t show it', () => {
    const key = open({
      ...vault('kwallet6'),
      encryptString: () => {
        throw new Error(`no ${KEY}`);
      },
    });
    let error: unknown;
    try {
      key.set(KEY);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({ code: 'KEY_NOT_KEPT' });
    expect(JSON.stringify([error, String(error)])).not.toContain(KEY);
    expect(key.current()).toBe(KEY);
  });
});

describe('the test of a key', () => {
  it.each(['google', 'google-new'] as const)('asks %s one question', async (source) => {
    google = await startFakeGoogle({ key: KEY });
    expect(await testKey(KEY, { source, url: google.url })).toMatchObject({ ok: true, status: 'OK' });
    expect(google.requests).toHaveLength(1);
    const wrong = await testKey('wrong', { source, url: google.url });
    expect(wrong).toMatchObject({ ok: false, status: 'REQUEST_DENIED' });
  });

  it.each([
    { kind: 'html-echo', httpStatus: 403 },
    { kind: 'json-echo' },
    { kind: 'reset' },
    { kind: 'raw', body: `{"status":"${KEY}"}` },
  ] as const)('never says the key: %j', async (behaviour) => {
    google = await startFakeGoogle({ behaviour });
    for (const source of ['google', 'google-new'] as const) {
      const test = await testKey(KEY, { source, url: google.url });
      expect(test.ok).toBe(false);
      expect(JSON.stringify(test)).not.toContain(KEY);
    }
  });

  it.each(['two words', 'new\nline', 'ключ'])('sends no key that can’t be one: %j', async (key) => {
    google = await startFakeGoogle();
    expect(await testKey(key, { source: 'google-new', url: google.url })).toMatchObject({ ok: false });
    expect(google.requests).toHaveLength(0);
  });

  it('refuses an address that can’t be asked', async () => {
    expect(await testKey(KEY, { source: 'google', url: `ftp://x/${KEY}` })).toMatchObject({ ok: false });
  });
});

describe('keyFor', () => {
  it.each([
    [null, 'k'],
    ['http://127.0.0.1:8080', 'k'],
    ['http://localhost:1/x', 'k'],
    ['https://places.example', undefined],
    ['http://127.0.0.1.evil.example', undefined],
    ['nonsense', undefined],
  ])('%s: %s', (url, key) => expect(keyFor(url, 'k')).toBe(key));
});
