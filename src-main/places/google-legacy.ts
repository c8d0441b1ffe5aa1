/** Google's Nearby Search (legacy): its answer is the protocol's JSON, so that it is checked and passed on. */
import { asObject } from './clean-json.ts';
import { createGoogleSource, type GoogleForm, type GoogleOptions, radiusOf } from './google-source.ts';
import type { NearbyAnswer, PlacesSource } from './places-source.ts';

const FORM: GoogleForm = {
  name: 'google',
  baseUrl: 'https://maps.googleapis.com',
  request: (query, key) => {
    const location = `${degrees(query.latitude)},${degrees(query.longitude)}`;
    const secret = key === undefined ? '' : `&key=${encodeURIComponent(key)}`;
    return {
      method: 'GET',
      path: `/maps/api/place/nearbysearch/json?location=${location}&radius=${radiusOf(query)}${secret}`,
      headers: { accept: 'application/json' },
    };
  },
  answer: legacyAnswer,
};

export function createGoogleLegacy(options: GoogleOptions): PlacesSource {
  return createGoogleSource(FORM, options);
}

/**
 * Google's own status is passed on whatever HTTP said, with all members that came along; but `OK` needs a
 * list of results and a good HTTP status, and anything else has none.
 */
function legacyAnswer(body: unknown, httpStatus: number): NearbyAnswer | undefined {
  const { results, status, ...others } = asObject(body) ?? {};
  if (typeof status !== 'string' || !/^[A-Z_]{1,40}$/.test(status)) return undefined;
  const { html_attributions: attributions, error_message: message, ...rest } = others;
  const checked = {
    html_attributions: Array.isArray(attributions) ? attributions : [],
    ...(typeof message === 'string' ? { error_message: message } : {}),
    ...rest,
  };
  if (status !== 'OK') return { ...checked, results: [], status };
  if (httpStatus !== 200 || !Array.isArray(results)) return undefined;
  return { ...checked, results, status };
}

/** Plain decimals: 1e-7 is no coordinate. Eight digits are a millimetre. */
function degrees(value: number): string {
  const text = value.toFixed(8).replace(/\.?0+$/, '');
  return text === '-0' ? '0' : text;
}
