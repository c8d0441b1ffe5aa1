/** The places that an answer to WHATSAT brought, and how far each is from the client that was asked about. */
import type { Exchange } from '../../src-shared/console-contract.ts';
import {
  type Ask,
  decodeText,
  parseLine,
  parseLocation,
  type Update,
} from '../../src-shared/protocol/index.ts';
import { type FoundPlace, parseReplies, type Reply } from '../../src-shared/replies/parse-replies.ts';
import type { ShownPlace } from '../state/selection.ts';
import { type Degrees, haversine } from './geo.ts';

/** Bytes sent that are searched for questions, and characters of one place's JSON. */
const SENT_BYTES = 64 * 1024;
const JSON_CHARS = 20_000;

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

type JsonReply = Extract<Reply, { kind: 'json' }>;

/** The last one with places in an exchange; undefined: there is none. */
export function placesAnswer(exchange: Exchange): PlacesAnswer | undefined {
  const asks = asksOf(exchange.sent);
  if (asks.length === 0) return undefined;
  const last = lastAnswer(parseReplies(exchange.received).replies);
  const centre = last && parseLocation(last.update.location);
  if (!last || !centre) return undefined;
  const { update, json } = last;
  const ask = asks.findLast(({ client }) => client === update.client);
  return {
    server: exchange.server,
    client: update.client,
    centre,
    radiusKm: ask ? Number(ask.radius) : null,
    places: json.places.map((place) => shownPlace(place, centre)).sort((a, b) => a.distance - b.distance),
    status: json.status,
    problem: json.problem === undefined ? null : `Of the answer: ${json.problem}.`,
  };
}

function asksOf(sent: Uint8Array): Ask[] {
  return decodeText(sent.subarray(0, SENT_BYTES))
    .split('\n')
    .map((line) => parseLine(line))
    .filter((message) => message.kind === 'whatsat');
}

/** JSON follows the AT line that it belongs to. */
function lastAnswer(replies: readonly Reply[]): { update: Update; json: JsonReply } | undefined {
  let found: { update: Update; json: JsonReply } | undefined;
  let update: Update | undefined;
  for (const reply of replies) {
    if (reply.kind === 'json' && update) found = { update, json: reply };
    update = reply.kind === 'at' ? reply.update : undefined;
  }
  return found;
}

function shownPlace(place: FoundPlace, centre: Degrees): ShownPlace {
  const { name, latitude, longitude, types, vicinity, placeId, whole } = place;
  return {
    name,
    latitude,
    longitude,
    types,
    vicinity,
    id: placeId,
    distance: haversine(centre, place),
    json: JSON.stringify(whole, undefined, 2).slice(0, JSON_CHARS),
  };
}
