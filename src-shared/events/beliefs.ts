/**
 * Who knows what, folded from events: for each client and server the newest AT line that it is known to have, and
 * whether that is as it should be. The graph says who can have heard: a server that is up and linked to one that knows
 * must know soon; one that is cut off can't.
 */
import { compareUpdates } from '../topology/knowledge.ts';
import type { Topology } from '../topology/topology.ts';
import { readAtLine } from './at-lines.ts';
import type { Cause, HerdEvent } from './events.ts';
import { Reach, type SeenHerd } from './reach.ts';

export type { SeenHerd } from './reach.ts';

/** An AT line that a server is known to have. */
export interface Belief {
  readonly client: string;
  /** The AT line, six fields. */
  readonly line: string;
  readonly origin: string;
  readonly location: string;
  readonly timestamp: string;
  /** When it heard of it, or (learned by asking) was found to know: ms since 1970. */
  readonly heardAt: number;
  /** Null: it was asked. */
  readonly cause: Cause | null;
  /** Links between the client's own server and this one on the way that it came; null: not known. */
  readonly hops: number | null;
}

/**
 * `knows` the newest update; `behind`: will hear of it, there has been no time yet; `should-know` by now, and doesn't;
 * `cut-off` from all that know it, as expected; `down`; `unknown`: it can't be looked into, or nobody knows the client.
 */
export type Verdict = 'knows' | 'behind' | 'should-know' | 'cut-off' | 'down' | 'unknown';

export interface BeliefOptions {
  /** Clients that are kept, those heard of last; default 20,000. */
  readonly clients?: number;
  /** How long an update may take to those who are linked; default 2,000: a broken link is dialled again in that time. */
  readonly graceMs?: number;
}

interface Client {
  /** The newest update that anybody has had, also if they have forgotten it. */
  newest: Belief;
  /** With the life of the server that each was heard in. */
  readonly by: Map<string, { readonly belief: Belief; readonly life: number }>;
}

export class BeliefFold {
  readonly #reach: Reach;
  readonly #clients = new Map<string, Client>();
  readonly #most: number;
  readonly #graceMs: number;
  #dropped = 0;

  constructor(topology: Topology, { clients = 20_000, graceMs = 2_000 }: BeliefOptions = {}) {
    this.#reach = new Reach(topology);
    this.#most = clients;
    this.#graceMs = graceMs;
  }

  /** Clients that were forgotten because there were too many. */
  get dropped(): number {
    return this.#dropped;
  }

  /** All clients, the one heard of last at the end. */
  clients(): IterableIterator<string> {
    return this.#clients.keys();
  }

  /** The herd as it is now: to begin with, and after a `topology` event (which says only that there is another one). */
  see(herd: SeenHerd, nowMs: number): void {
    this.#reach.see(herd, nowMs);
  }

  /** In the order in which they happened. Its cost doesn't grow with the clients; only a report that is older than the newest looks at each server. */
  take(event: HerdEvent): void {
    if (event.type === 'server') this.#reach.server(event);
    else if (event.type === 'link') this.#reach.link(event);
    else if (event.type === 'update') {
      this.#reach.tells(event.server);
      this.#hear(event.server, event.line, event.time, event.cause);
    }
  }

  /** What a server was found to know (`belief.read`, `belief.ask`): its AT line of a client. */
  learn(server: string, line: string, atMs: number): void {
    this.#hear(server, line, atMs, null);
  }

  /** The newest update that anybody has had. */
  newest(client: string): Belief | undefined {
    return this.#clients.get(client)?.newest;
  }

  /** What a server knows of a client; undefined: nothing that was told of, or it has forgotten. */
  belief(client: string, server: string): Belief | undefined {
    const held = this.#clients.get(client)?.by.get(server);
    return held !== undefined && held.life === this.#reach.lifeOf(server) ? held.belief : undefined;
  }

  verdict(client: string, server: string, nowMs: number): Verdict {
    return this.verdicts(client, nowMs).get(server) ?? 'unknown';
  }

  /** Of every server of the topology, in its order: costs one look at each. */
  verdicts(client: string, nowMs: number): Map<string, Verdict> {
    const known = this.#clients.get(client);
    const since = known === undefined ? new Map<number, number>() : this.#knownSince(known);
    const anybody = this.#isKnown(client);
    const verdictOf = (server: string): Verdict => {
      if (!this.#reach.isUp(server)) return 'down';
      if (known === undefined || !anybody) return 'unknown';
      const held = this.belief(client, server);
      if (held !== undefined && compareUpdates(held, known.newest) === 0) return 'knows';
      if (this.#reach.isClosedBook(server)) return 'unknown';
      const { group, sinceMs } = this.#reach.groupOf(server);
      const knownSince = since.get(group);
      // A paused server hears nothing before it goes on.
      if (knownSince === undefined || this.#reach.isPaused(server)) return 'cut-off';
      return nowMs - Math.max(knownSince, sinceMs) > this.#graceMs ? 'should-know' : 'behind';
    };
    return new Map(this.#reach.names.map((name) => [name, verdictOf(name)]));
  }

  /** The servers of each verdict: who must know a client's newest update by now, and who can't have heard it. */
  expected(client: string, nowMs: number): Readonly<Record<Verdict, readonly string[]>> {
    const lists: Record<Verdict, string[]> = {
      knows: [],
      behind: [],
      'should-know': [],
      'cut-off': [],
      down: [],
      unknown: [],
    };
    for (const [server, verdict] of this.verdicts(client, nowMs)) lists[verdict].push(server);
    return lists;
  }

  #isKnown(client: string): boolean {
    return this.#reach.names.some((name) => this.belief(client, name) !== undefined);
  }

  /** For each group of servers that hear each other: since when one of them knows the newest. */
  #knownSince({ newest, by }: Client): Map<number, number> {
    const since = new Map<number, number>();
    for (const [server, { belief, life }] of by) {
      const forgotten = life !== this.#reach.lifeOf(server);
      // One that is paused tells nobody.
      if (forgotten || !this.#reach.isUp(server) || this.#reach.isPaused(server)) continue;
      if (compareUpdates(belief, newest) !== 0) continue;
      const { group } = this.#reach.groupOf(server);
      since.set(group, Math.min(since.get(group) ?? Number.POSITIVE_INFINITY, belief.heardAt));
    }
    return since;
  }

  #hear(server: string, line: string, heardAt: number, cause: Cause | null): void {
    const read = readAtLine(line);
    if (read === null) return;
    const { client, origin, location, timestamp } = read;
    const known = this.#clients.get(client);
    const belief = { client, line, origin, location, timestamp, heardAt, cause, hops: null };
    const hops = this.#hops(belief, known);
    this.#keep(server, { ...belief, hops }, known);
  }

  #keep(server: string, belief: Belief, known: Client | undefined): void {
    const { client } = belief;
    const life = this.#reach.lifeOf(server);
    const held = this.belief(client, server);
    // What was learned by asking may be older news than an event; and keeps what is known of how it came.
    if (held !== undefined && belief.cause === null && compareUpdates(held, belief) >= 0) return;
    if (known === undefined) {
      this.#clients.set(client, { newest: belief, by: new Map([[server, { belief, life }]]) });
      this.#forgetOldest();
      return;
    }
    const order = compareUpdates(belief, known.newest);
    // When all have forgotten a client, what is heard next is the newest, however old it is.
    if (order > 0 || (order < 0 && !this.#isKnown(client))) known.newest = belief;
    known.by.set(server, { belief, life });
    // Maps keep the order of insertion: who was heard of last stands at the end.
    this.#clients.delete(client);
    this.#clients.set(client, known);
  }

  #hops({ cause, ...belief }: Belief, known: Client | undefined): number | null {
    if (cause?.kind === 'client') return 0;
    if (cause?.kind !== 'link') return null;
    const before = known?.by.get(cause.from)?.belief;
    if (before === undefined || before.hops === null) return null;
    return compareUpdates(before, belief) === 0 ? before.hops + 1 : null;
  }

  #forgetOldest(): void {
    if (this.#clients.size <= this.#most) return;
    const [oldest] = this.#clients.keys();
    if (oldest !== undefined) this.#clients.delete(oldest);
    this.#dropped++;
  }
}
