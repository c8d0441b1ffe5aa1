/**
 * Where places come from: one small interface. A source never throws for a
 * failure of the network or of Google: the failure is an answer, in Google's
 * own form, because that is what the asker is to get (protocol: JSON).
 */

export { PLACES_SOURCES, type PlacesSourceName } from '../../src-shared/places-sources.ts';

export interface NearbyQuery {
  /** Degrees, ±90. */
  readonly latitude: number;
  /** Degrees, ±180. */
  readonly longitude: number;
  /** Metres, 0..50000. */
  readonly radiusMetres: number;
}

/** The Nearby Search answer in Google's legacy form; further members are passed on as they are. */
export interface NearbyAnswer {
  readonly html_attributions: readonly unknown[];
  readonly results: readonly unknown[];
  /** `OK`, `ZERO_RESULTS`, `OVER_QUERY_LIMIT`, `REQUEST_DENIED`, `INVALID_REQUEST`, `UNKNOWN_ERROR`. */
  readonly status: string;
  readonly error_message?: string;
  readonly [member: string]: unknown;
}

export interface PlacesSource {
  /** As `--places` and the logs name it. */
  readonly name: string;
  /**
   * The places around a point. Rejects only with the signal's reason, when it is aborted; every other
   * failure is an answer with a non-OK status and no results.
   */
  nearby(query: NearbyQuery, signal: AbortSignal): Promise<NearbyAnswer>;
  /** Ends connections and timers. Idempotent. */
  close(): Promise<void>;
}

/** A failure as the answer that the asker gets. */
export function failedAnswer(status: string, message: string): NearbyAnswer {
  return { html_attributions: [], results: [], status, error_message: message };
}
