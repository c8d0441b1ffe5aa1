/**
 * What both of Google's interfaces share: no question without a key, one kept
 * client, the key kept out of everything, and failures as answers.
 */
import { cleanJson, redactor } from './clean-json.ts';
import { createHttpJson, type HttpLimits, type HttpRequest } from './http-json.ts';
import { failedAnswer, type NearbyAnswer, type NearbyQuery, type PlacesSource } from './places-source.ts';

export interface GoogleOptions {
  /** A server that answers in Google's forms, instead of Google; asked without a key if there is none. */
  readonly url?: string;
  readonly key?: string;
  readonly limits?: Partial<HttpLimits>;
  readonly random?: () => number;
}

/** One of Google's interfaces: how it is asked, and how its answer becomes the protocol's. */
export interface GoogleForm {
  readonly name: string;
  readonly baseUrl: string;
  request(query: NearbyQuery, key: string | undefined): HttpRequest;
  /** The answer, of JSON that is already clean; undefined when the JSON has another shape. */
  answer(body: unknown, httpStatus: number): NearbyAnswer | undefined;
}

export function createGoogleSource(form: GoogleForm, options: GoogleOptions): PlacesSource {
  const { key, url } = options;
  if (key === undefined && url === undefined) return keylessSource(form.name);
  const redact = redactor(key);
  const http = createHttpJson({
    baseUrl: url ?? form.baseUrl,
    ...(options.limits === undefined ? {} : { limits: options.limits }),
    ...(options.random === undefined ? {} : { random: options.random }),
  });
  return {
    name: form.name,
    nearby: async (query, signal) => {
      const outcome = await http.ask(form.request(query, key), signal);
      if (outcome.kind === 'failed') return failedAnswer('UNKNOWN_ERROR', redact(outcome.problem));
      const body = cleanJson(outcome.body, redact);
      return form.answer(body, outcome.httpStatus) ?? unusable(outcome.httpStatus);
    },
    close: () => http.close(),
  };
}

function keylessSource(name: string): PlacesSource {
  return {
    name,
    nearby: async (_query, signal) => {
      signal.throwIfAborted();
      return failedAnswer('REQUEST_DENIED', 'You must use an API key: GOOGLE_PLACES_API_KEY is not set.');
    },
    close: async () => {},
  };
}

/** An answer that says nothing in Google's words: HTTP's own status is all there is to go by. */
function unusable(httpStatus: number): NearbyAnswer {
  const ok = httpStatus >= 200 && httpStatus < 300;
  const what = ok ? 'something that is not a Places answer' : `HTTP ${httpStatus}`;
  return failedAnswer(statusOfHttp(httpStatus), `The Places server answered with ${what}.`);
}

function statusOfHttp(httpStatus: number): string {
  switch (httpStatus) {
    case 400:
      return 'INVALID_REQUEST';
    case 401:
    case 403:
      return 'REQUEST_DENIED';
    case 429:
      return 'OVER_QUERY_LIMIT';
    default:
      return 'UNKNOWN_ERROR';
  }
}

/** Google takes only circles with a radius; a metre stands for a point. */
export function radiusOf(query: NearbyQuery): number {
  return Math.max(1, Math.round(query.radiusMetres));
}
