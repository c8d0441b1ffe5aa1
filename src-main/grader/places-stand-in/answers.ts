/** What the stand-in answers: Google's two forms, in good times and in bad. */
import type { PlacesForm, PlacesRequest } from './request.ts';

/** How the stand-in behaves. Every kind is something that Google, or the way to it, really does. */
export type PlacesBehaviour =
  /** A good answer with so many places, to a request that Google would take. */
  | {
      readonly kind: 'places';
      readonly count: number;
      /** Runs of blank lines within the JSON and after it, which the protocol wants squeezed. */
      readonly blankLines?: boolean;
    }
  /** One of the legacy form's statuses (ZERO_RESULTS, OVER_QUERY_LIMIT, …), or what the new form has for it. */
  | { readonly kind: 'status'; readonly status: string }
  | { readonly kind: 'http-error'; readonly httpStatus: number }
  /** HTTP 200 with half of an answer, which is not JSON. */
  | { readonly kind: 'malformed' }
  /** Takes the request and resets the connection. */
  | { readonly kind: 'hang-up' }
  /** Says how long the answer is, sends half of it and ends the connection. */
  | { readonly kind: 'cut-off' }
  /** Takes the request and waits to be released. */
  | { readonly kind: 'held' };

/** Google's answer to a request, or undefined where it closes without one. */
export interface PlacesAnswer {
  readonly httpStatus: number;
  readonly type: string;
  readonly body: string;
  /** How much of the body is sent before the connection ends; all of it if missing. */
  readonly bytes?: number;
}

const JSON_TYPE = 'application/json; charset=UTF-8';
const HTTP_OF_STATUS: Readonly<Record<string, readonly [number, string]>> = {
  REQUEST_DENIED: [403, 'PERMISSION_DENIED'],
  OVER_QUERY_LIMIT: [429, 'RESOURCE_EXHAUSTED'],
  INVALID_REQUEST: [400, 'INVALID_ARGUMENT'],
};
/** Within the names of places: what a server that handles text carelessly spoils. */
const NAMES = ['Café Olé', 'Tom & Jerry’s', 'Two\n\nLines', 'A "quoted" one', '寿司 Place', 'Back\\slash'];
const FULL_PAGE = 20;

/** Throws nothing; `held` and `hang-up` have no answer. */
export function answerTo(request: PlacesRequest, behaviour: PlacesBehaviour): PlacesAnswer | undefined {
  if (request.form === 'other') return { httpStatus: 404, type: 'text/html', body: page(404) };
  switch (behaviour.kind) {
    case 'places':
      return placesAnswer(request, request.form, behaviour);
    case 'status':
      return statusAnswer(request.form, behaviour.status);
    case 'http-error':
      return { httpStatus: behaviour.httpStatus, type: 'text/html', body: page(behaviour.httpStatus) };
    case 'malformed': {
      const { body } = json(200, goodBody(request, request.form, FULL_PAGE));
      return { httpStatus: 200, type: JSON_TYPE, body: body.slice(0, body.length / 2) };
    }
    case 'cut-off': {
      const answer = json(200, goodBody(request, request.form, FULL_PAGE));
      return { ...answer, bytes: Math.floor(answer.body.length / 2) };
    }
    case 'hang-up':
    case 'held':
      return undefined;
  }
}

function placesAnswer(
  request: PlacesRequest,
  form: PlacesForm,
  { count, blankLines = false }: PlacesBehaviour & { readonly kind: 'places' },
): PlacesAnswer {
  const problem = problemOf(request);
  if (problem !== undefined) return statusAnswer(form, 'INVALID_REQUEST', problem);
  if (count === 0) return statusAnswer(form, 'ZERO_RESULTS');
  const answer = json(200, goodBody(request, form, count));
  if (!blankLines) return answer;
  // Between the values, so that it stays the same JSON.
  return { ...answer, body: `${answer.body.replaceAll(/([[,{])\n/g, '$1\n\n\n')}\n\n\n\n` };
}

function goodBody(request: PlacesRequest, form: PlacesForm, count: number): object {
  const { latitude = 0, longitude = 0 } = request;
  const numbers = Array.from({ length: count }, (_, index) => index);
  return form === 'legacy'
    ? {
        html_attributions: [],
        ...(count < FULL_PAGE ? {} : { next_page_token: 'CqQCF-more' }),
        results: numbers.map((index) => legacyPlace(index, latitude, longitude)),
        status: 'OK',
      }
    : { places: numbers.slice(0, request.maxResults).map((index) => newPlace(index, latitude, longitude)) };
}

/** The name of the place with this number, from 0. */
export const nameOf = (index: number): string => `${NAMES[index % NAMES.length]} ${index + 1}`;
const near = (degrees: number, index: number): number => Number((degrees + (index + 1) / 10_000).toFixed(7));

const legacyPlace = (index: number, latitude: number, longitude: number): object => ({
  business_status: 'OPERATIONAL',
  geometry: { location: { lat: near(latitude, index), lng: near(longitude, index) } },
  name: nameOf(index),
  place_id: `stand-in-${index + 1}`,
  types: ['cafe', 'food', 'point_of_interest'],
  vicinity: `${index + 1} Long Street`,
});

const newPlace = (index: number, latitude: number, longitude: number): object => ({
  id: `stand-in-${index + 1}`,
  types: ['cafe', 'food', 'point_of_interest'],
  formattedAddress: `${index + 1} Long Street`,
  location: { latitude: near(latitude, index), longitude: near(longitude, index) },
  displayName: { text: nameOf(index), languageCode: 'en' },
});

function statusAnswer(form: PlacesForm, status: string, message?: string): PlacesAnswer {
  const told = message === undefined ? {} : { error_message: message };
  if (form === 'legacy') return json(200, { ...told, html_attributions: [], results: [], status });
  if (status === 'ZERO_RESULTS') return json(200, {});
  const [code, name] = HTTP_OF_STATUS[status] ?? [500, 'INTERNAL'];
  return json(code, { error: { code, message: message ?? 'No reason.', status: name } });
}

function problemOf(request: PlacesRequest): string | undefined {
  const { latitude, longitude, radiusMetres } = request;
  if (latitude === undefined || longitude === undefined) return 'The location is missing or not a location.';
  if (radiusMetres === undefined || radiusMetres <= 0 || radiusMetres > 50_000) return 'Invalid radius.';
  if (request.form === 'new' && !request.hasFieldMask) return 'FieldMask is a required parameter.';
  return undefined;
}

const json = (httpStatus: number, body: object): PlacesAnswer => ({
  httpStatus,
  type: JSON_TYPE,
  // Three spaces, as Google's legacy form has.
  body: `${JSON.stringify(body, null, 3)}\n`,
});

const page = (httpStatus: number): string =>
  `<!DOCTYPE html>\n<html><title>Error ${httpStatus}</title>\n\n<p>That’s an error.</html>\n`;
