/** The places of a Nearby Search answer, as far as a stranger's JSON has them. */
import { z } from 'zod';
import { attributionText } from './attribution-text.ts';

export const PLACE_LIMITS = {
  /** The protocol has 20 at the most. */
  places: 200,
  types: 50,
  /** Characters of a name, an address, an id. */
  textChars: 1_000,
  attributions: 20,
} as const;

export interface FoundPlace {
  readonly name: string;
  /** Degrees. */
  readonly latitude: number;
  readonly longitude: number;
  readonly types: readonly string[];
  /** An address, or what is near. */
  readonly vicinity: string;
  readonly placeId: string;
  readonly rating?: number;
  /** The whole of it, as it came. */
  readonly whole: unknown;
}

export interface ReadPlaces {
  readonly status: string;
  readonly places: readonly FoundPlace[];
  /** Whom the places are from, as text. */
  readonly attributions: readonly string[];
  readonly problem?: string;
}

const text = z.string().transform((value) => value.slice(0, PLACE_LIMITS.textChars));
const orEmpty = text.optional().catch(undefined);

const place = z.object({
  name: orEmpty,
  geometry: z.object({
    location: z.object({ lat: z.number().min(-90).max(90), lng: z.number().min(-180).max(180) }),
  }),
  types: z
    .array(z.unknown())
    .transform((types) => types.flatMap((type) => (typeof type === 'string' ? [type] : [])))
    .optional()
    .catch(undefined),
  vicinity: orEmpty,
  formatted_address: orEmpty,
  place_id: orEmpty,
  rating: z.number().min(0).max(5).optional().catch(undefined),
});

const answer = z.object({
  status: orEmpty,
  results: z.array(z.unknown()),
  html_attributions: z.array(z.unknown()).optional().catch(undefined),
});

/** Never throws for anything that JSON.parse gives. A result without a position is left out and said so. */
export function readPlaces(value: unknown): ReadPlaces {
  const read = answer.safeParse(value);
  if (!read.success) {
    const status = z.object({ status: text }).safeParse(value);
    return {
      status: status.data?.status ?? '',
      places: [],
      attributions: [],
      problem: 'it has no list of results',
    };
  }
  const { status = '', results, html_attributions: html = [] } = read.data;
  const texts = html
    .slice(0, PLACE_LIMITS.attributions)
    .flatMap((text) => (typeof text === 'string' ? [attributionText(text)] : []))
    .filter((text) => text !== '');
  const attributions = [...new Set(texts)];
  const places = results.slice(0, PLACE_LIMITS.places).flatMap(foundPlace);
  const missing = results.length - places.length;
  if (missing === 0) return { status, places, attributions };
  return {
    status,
    places,
    attributions,
    problem: `${missing} of ${results.length} results have no position, or are too many`,
  };
}

function foundPlace(value: unknown): FoundPlace[] {
  const read = place.safeParse(value);
  if (!read.success) return [];
  const { name = '', geometry, types = [], place_id: placeId = '', rating } = read.data;
  const vicinity = read.data.vicinity || read.data.formatted_address || '';
  const { lat: latitude, lng: longitude } = geometry.location;
  const kept = types.slice(0, PLACE_LIMITS.types).map((type) => type.slice(0, PLACE_LIMITS.textChars));
  return [
    {
      name,
      latitude,
      longitude,
      types: kept,
      vicinity,
      placeId,
      whole: value,
      ...(rating === undefined ? {} : { rating }),
    },
  ];
}
