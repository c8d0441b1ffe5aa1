/** The public face of this folder: which source of places there is, shared by all who ask. */
import { accessSync, constants } from 'node:fs';
import { HerdError } from '../../src-shared/errors.ts';
import { cachePlaces } from './cached-places.ts';
import { createGazetteer } from './gazetteer.ts';
import { reasonOf } from './gazetteer-file.ts';
import { defaultGazetteerPath } from './gazetteer-path.ts';
import { createGoogleLegacy } from './google-legacy.ts';
import { createGoogleNew } from './google-new.ts';
import type { GoogleOptions } from './google-source.ts';
import type { HttpLimits } from './http-json.ts';
import { joinPlaces } from './joined-places.ts';
import { failedAnswer, type PlacesSource, type PlacesSourceName } from './places-source.ts';
import { checkPlacesUrl } from './places-url.ts';

export { formatNearbyJson } from './format-nearby-json.ts';
export { defaultGazetteerPath } from './gazetteer-path.ts';
export type { NearbyAnswer, NearbyQuery, PlacesSource } from './places-source.ts';

export interface PlacesOptions {
  readonly source: PlacesSourceName;
  /** A server that answers in Google's forms, asked instead of Google; for the two Google sources. */
  readonly url?: string | undefined;
  /** The API key, or who has it, asked when the source is made. It stays in here: no answer, error or problem shows it. */
  readonly key?: string | (() => string | undefined) | undefined;
  readonly gazetteerPath?: string | undefined;
  /** Milliseconds, for the age of what is remembered. */
  readonly clock?: (() => number) | undefined;
  readonly limits?: Partial<HttpLimits> | undefined;
}

/**
 * The source, joined and cached. Throws GAZETTEER_MISSING when the gazetteer's file isn't there, and
 * PLACES_URL when the URL can't be used; nothing is opened before the first question.
 */
export function createPlaces(options: PlacesOptions): PlacesSource {
  if (options.source === 'off') return createOff();
  const clock = options.clock ?? (() => performance.now());
  return cachePlaces(joinPlaces(createSource(options.source, options)), clock);
}

function createSource(source: Exclude<PlacesSourceName, 'off'>, options: PlacesOptions): PlacesSource {
  switch (source) {
    case 'gazetteer':
      return createGazetteer(readable(options.gazetteerPath ?? defaultGazetteerPath()));
    case 'google':
      return createGoogleLegacy(googleOptions(options));
    case 'google-new':
      return createGoogleNew(googleOptions(options));
  }
}

function createOff(): PlacesSource {
  return {
    name: 'off',
    nearby: async (_query, signal) => {
      signal.throwIfAborted();
      return failedAnswer('REQUEST_DENIED', 'Places is off.');
    },
    close: async () => {},
  };
}

/** Told at the start, not to the first asker. */
function readable(path: string): string {
  try {
    accessSync(path, constants.R_OK);
    return path;
  } catch (error) {
    throw new HerdError('GAZETTEER_MISSING', { path, reason: reasonOf(error) });
  }
}

function googleOptions({ url, key, limits }: PlacesOptions): GoogleOptions {
  const trimmed = (typeof key === 'function' ? key() : key)?.trim();
  const secret = trimmed === '' ? undefined : trimmed;
  return {
    ...(url === undefined ? {} : { url: checkPlacesUrl(url, secret) }),
    ...(secret === undefined ? {} : { key: secret }),
    ...(limits === undefined ? {} : { limits }),
  };
}
