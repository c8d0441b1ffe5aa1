/**
 * Where each client is, as each server and as the whole herd knows it. Follows the events batch by batch; a server
 * that is stopped, killed or started anew knows nothing. Newest means newest by the protocol's exact order.
 */
import type { Beliefs } from '../../src-shared/console-contract.ts';
import { readAtLine } from '../../src-shared/events/at-lines.ts';
import type { HerdEvent } from '../../src-shared/events/events.ts';
import { compareTimestamps, parseLocation } from '../../src-shared/protocol/index.ts';
import { clientColour } from '../ui/client-colour.ts';
import { type Degrees, normaliseLongitude, toUnit, type UnitPoint } from './geo.ts';

export const POSITION_LIMITS = { clients: 5_000, trailPoints: 50 } as const;

/** One client's position as one update told it. All text is a stranger's. */
export interface Fix extends Degrees, UnitPoint {
  readonly client: string;
  /** The server that heard it from the client. */
  readonly origin: string;
  /** As it goes on the wire. */
  readonly location: string;
  readonly timestamp: string;
  readonly colour: number;
  /** The AT line that it was read from. */
  readonly line: string;
}

const NONE: ReadonlyMap<string, Fix> = new Map();
const NO_TRAIL: readonly Fix[] = [];

/** Undefined: the line is no AT line, or names no place on Earth. */
export function fixOf(line: string): Fix | undefined {
  const update = readAtLine(line);
  if (update === null) return undefined;
  const place = parseLocation(update.location);
  if (!place) return undefined;
  const degrees = { latitude: place.latitude, longitude: normaliseLongitude(place.longitude) };
  const { client, origin, location, timestamp } = update;
  return {
    ...degrees,
    ...toUnit(degrees),
    client,
    origin,
    location,
    timestamp,
    colour: clientColour(client),
    line,
  };
}

const isNewer = (a: Fix, b: Fix): boolean => compareTimestamps(a.timestamp, b.timestamp) > 0;

export class ClientPositions {
  /** Counts up with every change. */
  version = 0;
  /** Whether clients were left out because there were too many. */
  full = false;
  /** Whether events were summarised, so that positions may be missing until `load`. */
  hasGaps = false;
  readonly #herd = new Map<string, Fix>();
  readonly #trails = new Map<string, Fix[]>();
  readonly #servers = new Map<string, Map<string, Fix>>();

  /** As one server knows them, or (null) the newest that any server knows. */
  fixes(server: string | null): ReadonlyMap<string, Fix> {
    return server === null ? this.#herd : (this.#servers.get(server) ?? NONE);
  }

  /** Where a client came along, oldest first; as far as the server that is looked through knows. */
  trail(client: string, until?: Fix): readonly Fix[] {
    const trail = this.#trails.get(client) ?? NO_TRAIL;
    const last = trail.at(-1);
    if (until === undefined || last === undefined || !isNewer(last, until)) return trail;
    return trail.filter((fix) => !isNewer(fix, until));
  }

  fold(batch: readonly HerdEvent[]): void {
    for (const event of batch) {
      if (event.type === 'update') this.#learn(event.server, event.client, event.line);
      else if (event.type === 'server' && event.state.kind !== 'ready' && event.state.kind !== 'paused') {
        this.forget(event.server);
      } else if (event.type === 'summarised' && (event.counts['update'] ?? 0) > 0) this.hasGaps = true;
    }
  }

  /** What `belief.read` says. */
  load(beliefs: Beliefs): void {
    this.hasGaps = false;
    for (const [server, belief] of Object.entries(beliefs)) {
      if (belief.kind !== 'known') continue;
      for (const line of belief.lines) {
        const fix = fixOf(line);
        if (fix) this.#put(server, fix);
      }
    }
  }

  forget(server: string): void {
    const known = this.#servers.get(server);
    if (!known) return;
    this.#servers.delete(server);
    this.version++;
    for (const client of known.keys()) this.#knowAnew(client);
    if (this.#herd.size < POSITION_LIMITS.clients) this.full = false;
  }

  /** Forgets servers that a topology no longer has. */
  keepServers(names: readonly string[]): void {
    for (const server of [...this.#servers.keys()]) if (!names.includes(server)) this.forget(server);
  }

  #learn(server: string, client: string, line: string): void {
    // The same line comes from server after server: it is taken apart once.
    const known = this.#herd.get(client);
    const fix = known?.line === line ? known : fixOf(line);
    if (fix) this.#put(server, fix);
  }

  #put(server: string, fix: Fix): void {
    const { client } = fix;
    const newest = this.#herd.get(client);
    if (!newest && this.#herd.size >= POSITION_LIMITS.clients) {
      this.full = true;
      return;
    }
    const known = this.#servers.get(server) ?? new Map<string, Fix>();
    const before = known.get(client);
    if (before && !isNewer(fix, before)) return;
    this.#servers.set(server, known);
    known.set(client, fix);
    this.version++;
    if (newest && (fix === newest || !isNewer(fix, newest))) return;
    this.#herd.set(client, fix);
    const trail = this.#trails.get(client) ?? [];
    trail.push(fix);
    if (trail.length > POSITION_LIMITS.trailPoints) trail.shift();
    this.#trails.set(client, trail);
  }

  /** A server that knew of this client knows it no longer. */
  #knowAnew(client: string): void {
    let newest: Fix | undefined;
    for (const known of this.#servers.values()) {
      const fix = known.get(client);
      if (fix && (!newest || isNewer(fix, newest))) newest = fix;
    }
    if (newest === undefined) {
      this.#herd.delete(client);
      this.#trails.delete(client);
      return;
    }
    this.#herd.set(client, newest);
    this.#trails.set(client, [...this.trail(client, newest)]);
  }
}
