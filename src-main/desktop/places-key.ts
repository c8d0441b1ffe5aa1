/** The Google key: where it comes from, how it is tested and kept, and to whom it goes. */
import { rmSync } from 'node:fs';
import { HerdError } from '../../src-shared/errors.ts';
import type { KeyTest, Settings } from '../../src-shared/front-types.ts';
import { createPlaces } from '../places/places.ts';
import { PLACES_KEY_VARIABLE } from '../places/places-key.ts';
import { readBounded, reasonOf, writeWhole } from './whole-file.ts';

/** The part of Electron's `safeStorage` that is needed. */
export interface Vault {
  isEncryptionAvailable(): boolean;
  /** Only Linux has it. */
  getSelectedStorageBackend?(): string;
  encryptString(text: string): Buffer;
  decryptString(encrypted: Buffer): string;
}

export interface KeyOptions {
  /** Where the encrypted key is kept. */
  readonly path: string;
  readonly vault: Vault;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform?: NodeJS.Platform;
}

export interface PlacesKey {
  /** What was entered, else what the environment says. */
  readonly current: () => string | undefined;
  /** Whether a key that is entered outlives the app. */
  readonly keeps: () => boolean;
  /** @throws HerdError KEY_NOT_KEPT; it is used all the same, until the app ends */
  set(key: string): void;
  /** What was entered; one of the environment is not ours to forget. */
  forget(): void;
}

const MOST_BYTES = 64 * 1024;
/** Backends whose "encryption" uses a password that everybody knows, or that nobody could name. */
const NO_VAULTS = ['basic_text', 'unknown'];

export function openPlacesKey({ path, vault, env, platform = process.platform }: KeyOptions): PlacesKey {
  const given = env[PLACES_KEY_VARIABLE]?.trim() || undefined;
  const keeps = () =>
    vault.isEncryptionAvailable() &&
    !(platform === 'linux' && NO_VAULTS.includes(vault.getSelectedStorageBackend?.() ?? 'unknown'));

  const kept = (): string | undefined => {
    try {
      const encrypted = keeps() ? readBounded(path, MOST_BYTES) : undefined;
      return encrypted && (vault.decryptString(encrypted) || undefined);
    } catch {
      // Another user's, another machine's, or spoilt: as good as none. It is overwritten by the next one.
      return undefined;
    }
  };
  let entered = kept();

  return {
    current: () => entered ?? given,
    keeps,
    set(key) {
      entered = key;
      if (!keeps()) return;
      try {
        writeWhole(path, vault.encryptString(key));
      } catch (thrown) {
        throw new HerdError('KEY_NOT_KEPT', { path, reason: withoutKey(reasonOf(thrown), key) });
      }
    },
    forget() {
      entered = undefined;
      rmSync(path, { force: true });
    },
  };
}

const THIS_MACHINE = ['127.0.0.1', '[::1]', 'localhost'];

/**
 * The key for the server that the settings name: Google's own (null), or one on this machine. A page can change the
 * settings, so no other server is given it; one that is to have it is named on the command line.
 */
export function keyFor(url: string | null, key: string | undefined): string | undefined {
  if (url === null) return key;
  const host = URL.canParse(url) ? new URL(url).hostname : '';
  return THIS_MACHINE.includes(host) ? key : undefined;
}

/** A quiet place in Los Angeles; one question, of which only the status matters. */
const QUESTION = { latitude: 34.06893, longitude: -118.445127, radiusMetres: 500 };
const PATIENCE_MS = 15_000;
const GOOD = ['OK', 'ZERO_RESULTS'];

const withoutKey = (text: string, key: string): string => text.replaceAll(key, '[key]');

/** Asks the source one real question with this key. Never rejects. */
export async function testKey(
  key: string,
  places: { readonly source: 'google' | 'google-new'; readonly url: Settings['places']['url'] },
): Promise<KeyTest> {
  if (!/^[\x21-\x7e]+$/.test(key)) {
    return {
      ok: false,
      status: 'INVALID_REQUEST',
      message: 'A key is letters, digits and signs, without white space.',
    };
  }
  const { source, url } = places;
  try {
    const asked = createPlaces({ source, key, ...(url === null ? {} : { url }) });
    try {
      const { status, error_message } = await asked.nearby(QUESTION, AbortSignal.timeout(PATIENCE_MS));
      const ok = GOOD.includes(status);
      const message = ok ? 'The key works.' : (error_message ?? 'The Places server gave no reason.');
      return { ok, status: withoutKey(status, key), message: withoutKey(message, key) };
    } finally {
      await asked.close();
    }
  } catch (thrown) {
    return { ok: false, status: 'UNKNOWN_ERROR', message: withoutKey(reasonOf(thrown), key) };
  }
}
