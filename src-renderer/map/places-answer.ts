/**
 * The places that an answer to WHATSAT brought, as far as a stranger's bytes can be read: never throws, everything
 * bounded. Read by hand, because the schemas' library may not run in the page.
 */
import type { Exchange } from '../../src-shared/console-contract.ts';
import {
  type Ask,
  decodeText,
  parseLine,
  parseLocation,
  type Update,
} from '../../src-shared/protocol/index.ts';
import type { ShownPlace } from '../state/selection.ts';
import { type Degrees, haversine } from './geo.ts';

export const ANSWER_LIMITS = {
  /** Bytes of an exchange that are looked at. */
  bytes: 8 * 1024 * 1024,
  places: 200,
  types: 50,
  /** Characters of a name, an address, an id; of a place's JSON. */
  textChars: 1_000,
  jsonChars: 20_000,
} as const;

export interface PlacesAnswer {
  readonly server: string;
  readonly client: string;
  /** Where the client was, as the server knew it. */
  readonly centre: Degrees;
  /** Null: what was asked could not be told. */
  readonly radiusKm: number | null;
  /** Nearest first. */
  readonly places: readonly ShownPlace[];
  readonly status: string;
  /** What of it could not be read. */
  readonly problem: string | null;
}

const BRACE = 0x7b;
const LF = 0x0a;

/** The last one with places in an exchange; undefined: there is none. */
export function placesAnswer(exchange: Exchange): PlacesAnswer | undefined {
  const asks = asksOf(exchange.sent);
  if (asks.length === 0) return undefined;
  const last = lastAnswer(exchange.received.subarray(0, ANSWER_LIMITS.bytes));
  const centre = last && parseLocation(last.update.location);
  if (!last || !centre) return undefined;
  const ask = asks.findLast(({ client }) => client === last.update.client);
  return {
    server: exchange.server,
    client: last.update.client,
    centre,
    radiusKm: ask ? Number(ask.radius) : null,
    ...readPlaces(last.json, centre),
  };
}

function asksOf(sent: Uint8Array): Ask[] {
  return decodeText(sent.subarray(0, 64 * 1024))
    .split('\n')
    .map((line) => parseLine(line))
    .filter((message) => message.kind === 'whatsat');
}

/** JSON ends at two newlines, and follows the AT line that it belongs to. */
function lastAnswer(bytes: Uint8Array): { update: Update; json: Uint8Array } | undefined {
  let found: { update: Update; json: Uint8Array } | undefined;
  let update: Update | undefined;
  for (let at = 0; at < bytes.length; ) {
    const isJson = bytes[at] === BRACE;
    const end = isJson ? jsonEnd(bytes, at) : lineEnd(bytes, at);
    const part = bytes.subarray(at, end);
    if (isJson) {
      if (update) found = { update, json: part };
      update = undefined;
    } else {
      const message = parseLine(part);
      if (message.kind === 'at') update = message;
      else if (message.kind !== 'blank') update = undefined;
    }
    at = end + 1;
  }
  return found;
}

function lineEnd(bytes: Uint8Array, from: number): number {
  const end = bytes.indexOf(LF, from);
  return end === -1 ? bytes.length : end;
}

function jsonEnd(bytes: Uint8Array, from: number): number {
  for (let end = bytes.indexOf(LF, from); end !== -1; end = bytes.indexOf(LF, end + 1)) {
    if (bytes[end + 1] === LF) return end;
  }
  return bytes.length;
}

type Read = Pick<PlacesAnswer, 'places' | 'status' | 'problem'>;

function readPlaces(json: Uint8Array, centre: Degrees): Read {
  let value: unknown;
  try {
    value = JSON.parse(decodeText(json));
  } catch {
    return { places: [], status: '', problem: 'The answer is no well-formed JSON.' };
  }
  const status = text(member(value, 'status'));
  const results = member(value, 'results');
  if (!Array.isArray(results)) return { places: [], status, problem: 'The answer has no list of results.' };
  const places = results
    .slice(0, ANSWER_LIMITS.places)
    .flatMap((result: unknown) => readPlace(result, centre))
    .sort((a, b) => a.distance - b.distance);
  const missing = results.length - places.length;
  const problem =
    missing === 0 ? null : `${missing} of ${results.length} results have no position, or are too many.`;
  return { places, status, problem };
}

function readPlace(result: unknown, centre: Degrees): ShownPlace[] {
  const location = member(member(result, 'geometry'), 'location');
  const latitude = degrees(member(location, 'lat'), 90);
  const longitude = degrees(member(location, 'lng'), 180);
  if (latitude === undefined || longitude === undefined) return [];
  const types = member(result, 'types');
  return [
    {
      name: text(member(result, 'name')),
      latitude,
      longitude,
      types: Array.isArray(types)
        ? types
            .filter((type) => typeof type === 'string')
            .slice(0, ANSWER_LIMITS.types)
            .map(text)
        : [],
      vicinity: text(member(result, 'vicinity')) || text(member(result, 'formatted_address')),
      id: text(member(result, 'place_id')),
      distance: haversine(centre, { latitude, longitude }),
      json: JSON.stringify(result, undefined, 2).slice(0, ANSWER_LIMITS.jsonChars),
    },
  ];
}

/** Own members only: what a stranger's JSON calls `__proto__` is not looked up. */
const member = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;

const text = (value: unknown): string =>
  typeof value === 'string' ? value.slice(0, ANSWER_LIMITS.textChars) : '';

const degrees = (value: unknown, most: number): number | undefined =>
  typeof value === 'number' && Math.abs(value) <= most ? value : undefined;
