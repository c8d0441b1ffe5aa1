/**
 * Google's Nearby Search (New): asked with POST, answered in a form of its own
 * that is mapped to the legacy one, because the protocol demands that.
 */
import { asObject } from './clean-json.ts';
import { legacyResult } from './google-new-place.ts';
import { createGoogleSource, type GoogleForm, type GoogleOptions, radiusOf } from './google-source.ts';
import { failedAnswer, type NearbyAnswer, type PlacesSource } from './places-source.ts';

const MAX_RESULTS = 20;

/**
 * What the legacy form has a member for. Google bills by the dearest field: `rating` and what follows
 * belong to its Enterprise tier, the rest to Pro. The legacy answer has them, so they are asked for.
 */
export const FIELD_MASK = [
  'id',
  'displayName',
  'location',
  'viewport',
  'types',
  'shortFormattedAddress',
  'formattedAddress',
  'businessStatus',
  'attributions',
  'rating',
  'userRatingCount',
  'priceLevel',
]
  .map((field) => `places.${field}`)
  .join(',');

const FORM: GoogleForm = {
  name: 'google-new',
  baseUrl: 'https://places.googleapis.com',
  request: ({ latitude, longitude, ...query }, key) => ({
    method: 'POST',
    path: '/v1/places:searchNearby',
    headers: {
      'content-type': 'application/json',
      'x-goog-fieldmask': FIELD_MASK,
      ...(key === undefined ? {} : { 'x-goog-api-key': key }),
    },
    body: JSON.stringify({
      maxResultCount: MAX_RESULTS,
      locationRestriction: {
        circle: {
          center: { latitude, longitude },
          radius: radiusOf({ latitude, longitude, ...query }),
        },
      },
    }),
  }),
  answer: newAnswer,
};

export function createGoogleNew(options: GoogleOptions): PlacesSource {
  return createGoogleSource(FORM, options);
}

function newAnswer(body: unknown, httpStatus: number): NearbyAnswer | undefined {
  const members = asObject(body);
  if (members === undefined) return undefined;
  const error = asObject(members['error']);
  if (error !== undefined) return errorAnswer(error);
  if (httpStatus !== 200) return undefined;
  // Where there are no places Google answers with an object without members.
  if (Object.keys(members).length === 0) return foundAnswer([]);
  const places = members['places'];
  return Array.isArray(places) ? foundAnswer(places) : undefined;
}

function foundAnswer(places: readonly unknown[]): NearbyAnswer {
  const objects = places.map(asObject).filter((place) => place !== undefined);
  const results = objects.map(legacyResult);
  return {
    html_attributions: [...new Set(objects.flatMap(attributionsOf))],
    results,
    status: results.length === 0 ? 'ZERO_RESULTS' : 'OK',
  };
}

function attributionsOf(place: Readonly<Record<string, unknown>>): readonly string[] {
  const attributions = place['attributions'];
  if (!Array.isArray(attributions)) return [];
  return attributions.flatMap((attribution) => {
    const { provider, providerUri } = asObject(attribution) ?? {};
    if (typeof provider !== 'string') return [];
    const isLink = typeof providerUri === 'string' && /^https?:\/\//.test(providerUri);
    return [
      isLink ? `<a href="${escapeHtml(providerUri)}">${escapeHtml(provider)}</a>` : escapeHtml(provider),
    ];
  });
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
}

/** Google's error statuses of today in the legacy form's words. */
const LEGACY_STATUS: ReadonlyMap<unknown, string> = new Map([
  ['PERMISSION_DENIED', 'REQUEST_DENIED'],
  ['UNAUTHENTICATED', 'REQUEST_DENIED'],
  ['RESOURCE_EXHAUSTED', 'OVER_QUERY_LIMIT'],
  ['INVALID_ARGUMENT', 'INVALID_REQUEST'],
  ['FAILED_PRECONDITION', 'INVALID_REQUEST'],
  ['OUT_OF_RANGE', 'INVALID_REQUEST'],
  ['NOT_FOUND', 'INVALID_REQUEST'],
]);

function errorAnswer(error: Readonly<Record<string, unknown>>): NearbyAnswer {
  const { status, message, details } = error;
  // A wrong key is an INVALID_ARGUMENT there; what the legacy form calls it decides.
  const legacy = blamesKey(details) ? 'REQUEST_DENIED' : (LEGACY_STATUS.get(status) ?? 'UNKNOWN_ERROR');
  return failedAnswer(legacy, typeof message === 'string' ? message : 'The Places server gave no reason.');
}

function blamesKey(details: unknown): boolean {
  if (!Array.isArray(details)) return false;
  return details.some((detail) => {
    const reason = asObject(detail)?.['reason'];
    return typeof reason === 'string' && reason.startsWith('API_KEY_');
  });
}
