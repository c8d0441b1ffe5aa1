/** One place of Google's Nearby Search (New) in the form of a legacy result: only members that are there. */
import { asObject } from './clean-json.ts';

type Members = Readonly<Record<string, unknown>>;

const PRICE_LEVELS: ReadonlyMap<unknown, number> = new Map([
  ['PRICE_LEVEL_FREE', 0],
  ['PRICE_LEVEL_INEXPENSIVE', 1],
  ['PRICE_LEVEL_MODERATE', 2],
  ['PRICE_LEVEL_EXPENSIVE', 3],
  ['PRICE_LEVEL_VERY_EXPENSIVE', 4],
]);

/** Members of another type than expected are left out, as if they had not come. */
export function legacyResult(place: Members): Members {
  const location = point(place['location']);
  return present({
    business_status: text(place['businessStatus']),
    geometry:
      location === undefined ? undefined : present({ location, viewport: viewport(place['viewport']) }),
    name: text(asObject(place['displayName'])?.['text']),
    place_id: text(place['id']),
    price_level: PRICE_LEVELS.get(place['priceLevel']),
    rating: number(place['rating']),
    types: texts(place['types']),
    user_ratings_total: number(place['userRatingCount']),
    vicinity: text(place['shortFormattedAddress']) ?? text(place['formattedAddress']),
  });
}

function present(members: Members): Members {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function number(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function texts(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : undefined;
}

/** A coordinate that is zero may be left out, as everything that is zero in Google's JSON; not both. */
function point(value: unknown): { readonly lat: number; readonly lng: number } | undefined {
  const { latitude, longitude } = asObject(value) ?? {};
  if (latitude === undefined && longitude === undefined) return undefined;
  const [lat, lng] = [number(latitude ?? 0), number(longitude ?? 0)];
  return lat === undefined || lng === undefined ? undefined : { lat, lng };
}

function viewport(value: unknown): Members | undefined {
  const { low, high } = asObject(value) ?? {};
  const [southwest, northeast] = [point(low), point(high)];
  return southwest && northeast ? { northeast, southwest } : undefined;
}
