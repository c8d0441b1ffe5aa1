/** What a program asked of Places, read leniently: it is evidence, and its mistakes are for the checks to judge. */
import type { IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';

export type PlacesForm = 'legacy' | 'new';

export interface PlacesRequest {
  /** `other` is anything that is neither of the two Nearby Searches. */
  readonly form: PlacesForm | 'other';
  /** When it had come in full, in milliseconds since 1970. */
  readonly at: number;
  readonly secure: boolean;
  readonly method: string;
  /** Path and query as they came. */
  readonly target: string;
  readonly body: string;
  /** What stood for the location, as text. */
  readonly location: string | undefined;
  /** Degrees; undefined when there is no such number. */
  readonly latitude: number | undefined;
  readonly longitude: number | undefined;
  readonly radiusMetres: number | undefined;
  /** The new form's `maxResultCount`. */
  readonly maxResults: number | undefined;
  readonly key: string | undefined;
  readonly hasFieldMask: boolean;
}

const LEGACY_PATH = '/maps/api/place/nearbysearch/json';
const NEW_PATH = '/v1/places:searchNearby';

/** Reads a request that has come in full. Throws nothing. */
export function readRequest(incoming: IncomingMessage, body: string, at: number): PlacesRequest {
  const target = incoming.url ?? '/';
  const [path = '', query = ''] = target.split(/\?(.*)/s);
  const common = {
    at,
    secure: (incoming.socket as TLSSocket).encrypted === true,
    method: incoming.method ?? '',
    target,
    body,
    hasFieldMask: String(incoming.headers['x-goog-fieldmask'] ?? '').trim() !== '',
  };
  if (path === LEGACY_PATH) return { ...common, form: 'legacy', ...readLegacy(new URLSearchParams(query)) };
  if (path === NEW_PATH) {
    const key = incoming.headers['x-goog-api-key'] ?? new URLSearchParams(query).get('key');
    return { ...common, form: 'new', ...readNew(body), key: key === null ? undefined : String(key) };
  }
  return { ...common, form: 'other', ...readLegacy(new URLSearchParams(query)) };
}

type Asked = Pick<
  PlacesRequest,
  'location' | 'latitude' | 'longitude' | 'radiusMetres' | 'maxResults' | 'key'
>;

function readLegacy(query: URLSearchParams): Asked {
  const location = query.get('location') ?? undefined;
  const [latitude, longitude, ...more] = (location ?? '').split(',').map(readNumber);
  const whole = more.length === 0 && latitude !== undefined && longitude !== undefined;
  return {
    // A bare + in a query means a space; Google takes it for the sign that was meant.
    location: location?.replaceAll(' ', '+'),
    latitude: whole ? latitude : undefined,
    longitude: whole ? longitude : undefined,
    radiusMetres: readNumber(query.get('radius') ?? ''),
    maxResults: undefined,
    key: query.get('key') ?? undefined,
  };
}

function readNew(body: string): Omit<Asked, 'key'> {
  const asked = parse(body);
  const circle = at(asked, 'locationRestriction', 'circle');
  const center = at(circle, 'center');
  return {
    location: center === undefined ? undefined : JSON.stringify(center),
    latitude: asNumber(at(center, 'latitude')),
    longitude: asNumber(at(center, 'longitude')),
    radiusMetres: asNumber(at(circle, 'radius')),
    maxResults: asNumber(at(asked, 'maxResultCount')),
  };
}

function readNumber(text: string): number | undefined {
  return /^\s*[-+]?\d+(\.\d*)?\s*$/.test(text) ? Number(text) : undefined;
}

const asNumber = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

function at(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>)[key] : undefined,
    value,
  );
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
