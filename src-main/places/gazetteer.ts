/**
 * The built-in gazetteer as a source of places: real towns and US postal codes
 * from open data, nearest first, without a key or a network.
 */
import { createHash } from 'node:crypto';
import { HerdError } from '../../src-shared/errors.ts';
import { type GazetteerFile, type PlaceKind, readGazetteerFile } from './gazetteer-file.ts';
import { failedAnswer, type NearbyAnswer, type NearbyQuery, type PlacesSource } from './places-source.ts';
import { metresBetween, reachOf } from './sphere.ts';

/** As many as one page of Google's has, and as the protocol's largest bound. */
const MAX_RESULTS = 20;

const TYPES: Readonly<Record<PlaceKind, readonly string[]>> = {
  locality: ['locality', 'political'],
  postal_code: ['postal_code'],
};

interface Found {
  readonly place: number;
  readonly metres: number;
}

/** Reads its file when first asked; a file that can't be read becomes a failed answer, and is tried again. */
export function createGazetteer(path: string): PlacesSource {
  let file: GazetteerFile | undefined;
  return {
    name: 'gazetteer',
    nearby: async (query, signal) => {
      signal.throwIfAborted();
      try {
        file ??= readGazetteerFile(path);
        return answer(file, query);
      } catch (error) {
        if (!(error instanceof HerdError)) throw error;
        // The path is for the operator, not for whoever asks.
        return failedAnswer('UNKNOWN_ERROR', 'The built-in gazetteer can’t be read.');
      }
    },
    close: async () => {
      file = undefined;
    },
  };
}

function answer(file: GazetteerFile, query: NearbyQuery): NearbyAnswer {
  const results = placesNear(file, query, MAX_RESULTS).map(({ place }) => result(file, place));
  if (results.length === 0) return { html_attributions: [], results, status: 'ZERO_RESULTS' };
  return { html_attributions: file.attributions, results, status: 'OK' };
}

/** The nearest places of a circle, its edge included, nearest first; at most `limit` of them. */
export function placesNear(file: GazetteerFile, query: NearbyQuery, limit: number): readonly Found[] {
  const found: Found[] = [];
  for (const cell of cellsAround(file, query)) {
    const end = file.cellStart[cell + 1] ?? 0;
    for (let place = file.cellStart[cell] ?? end; place < end; place++) {
      const metres = metresBetween(
        query.latitude,
        query.longitude,
        file.latitude(place),
        file.longitude(place),
      );
      if (metres <= query.radiusMetres) found.push({ place, metres });
    }
  }
  return found.sort((a, b) => a.metres - b.metres || a.place - b.place).slice(0, limit);
}

/** Each cell that the circle may touch, once, also where it reaches across the antimeridian or over a pole. */
function* cellsAround(file: GazetteerFile, query: NearbyQuery): Generator<number> {
  const { rows, columns } = file;
  const reach = reachOf(query.latitude, query.radiusMetres);
  const row = (latitude: number): number =>
    Math.min(rows - 1, Math.max(0, Math.floor(((latitude + 90) / 180) * rows)));
  const column = (longitude: number): number => Math.floor(((longitude + 180) / 360) * columns);
  const west = column(query.longitude - reach.longitude);
  const east = Math.min(column(query.longitude + reach.longitude), west + columns - 1);
  for (let r = row(query.latitude - reach.latitude); r <= row(query.latitude + reach.latitude); r++) {
    for (let c = west; c <= east; c++) yield r * columns + (((c % columns) + columns) % columns);
  }
}

function result(file: GazetteerFile, place: number): object {
  const location = { lat: file.latitude(place), lng: file.longitude(place) };
  const [name, kind, area] = [file.name(place), file.kind(place), file.area(place)];
  return {
    geometry: { location },
    name,
    place_id: placeId(`${kind}\n${name}\n${area}\n${location.lat}\n${location.lng}`),
    types: TYPES[kind],
    vicinity: area,
  };
}

/** Made of what the place is, so that it stays the same when the data is built anew with other places added. */
function placeId(identity: string): string {
  return `gazetteer-${createHash('sha256').update(identity).digest('base64url').slice(0, 20)}`;
}
