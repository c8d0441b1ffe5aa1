/** Which servers hear each other now, and since when: the oracle's groups, kept up with events. */
import type { HerdSnapshot } from '../console-contract.ts';
import { components } from '../topology/reachability.ts';
import { isSameShape } from '../topology/same-shape.ts';
import { findLink, linkId, type Topology } from '../topology/topology.ts';
import type { EventOf } from './events.ts';

/** What a snapshot says of the herd. */
export type SeenHerd = Pick<HerdSnapshot, 'topology' | 'servers' | 'links'>;

interface Server {
  state: 'down' | 'ready' | 'paused';
  /** Counts its starts: what it knew in another life is forgotten. */
  life: number;
  /** It can't be looked into: it is no server of ours in this process. */
  closedBook: boolean;
  /** It has told of an update by itself. */
  tells: boolean;
}

export interface Group {
  readonly group: number;
  /** Since when its members hear each other as they do now; a change that leaves a group as it is counts, too. */
  readonly sinceMs: number;
}

const NOWHERE: Group = { group: -1, sinceMs: Number.POSITIVE_INFINITY };

export class Reach {
  /** Whether there has been a look at the whole herd yet. */
  #seen = false;
  #topology: Topology;
  #names: readonly string[];
  readonly #servers = new Map<string, Server>();
  /** Ends of links that say they are cut, as `Alford>Welsh`. */
  readonly #cutEnds = new Set<string>();
  #groups = new Map<string, Group>();
  /** Servers whose state or links changed since the groups were made. */
  readonly #touched = new Set<string>();
  #touchedAt = Number.NEGATIVE_INFINITY;

  constructor(topology: Topology) {
    this.#topology = topology;
    this.#names = topology.servers.map(({ name }) => name);
    for (const name of this.#names) this.#touched.add(name);
  }

  get names(): readonly string[] {
    return this.#names;
  }

  isUp(server: string): boolean {
    return (this.#servers.get(server)?.state ?? 'down') !== 'down';
  }

  isPaused(server: string): boolean {
    return this.#servers.get(server)?.state === 'paused';
  }

  isClosedBook(server: string): boolean {
    return this.#servers.get(server)?.closedBook ?? false;
  }

  /** It tells of its updates: whatever it is, it can be looked into. */
  tells(name: string): void {
    const server = this.#server(name);
    server.tells = true;
    server.closedBook = false;
  }

  lifeOf(server: string): number {
    return this.#servers.get(server)?.life ?? 0;
  }

  see({ topology, servers, links }: SeenHerd, nowMs: number): void {
    // Over a process boundary each snapshot's topology is another object: what counts is what it says.
    const another = !this.#seen || !isSameShape(topology, this.#topology);
    this.#seen = true;
    if (topology !== this.#topology) {
      this.#topology = topology;
      this.#names = topology.servers.map(({ name }) => name);
    }
    const names = new Set(this.#names);
    // One that comes back under its name has begun another life.
    for (const name of this.#servers.keys()) if (!names.has(name)) this.#become(name, 'down', nowMs);
    for (const { name, state, hosted } of servers) {
      this.#become(name, stateOf(state.kind), nowMs);
      const spec = topology.servers.find((one) => one.name === name);
      const ours = hosted && spec?.command === undefined && spec?.process === undefined;
      const server = this.#server(name);
      server.closedBook = !ours && !server.tells;
    }
    for (const { a, b, state } of links) {
      // Which end says so doesn't matter: when it is healed both do.
      for (const [from, to] of [
        [a, b],
        [b, a],
      ] as const)
        this.#cutEnd(from, to, state === 'cut', nowMs);
    }
    // Who hears whom has only changed where something has: else no time would ever pass in a busy herd.
    if (another) this.#touch(nowMs, ...this.#names);
  }

  server({ server, state, time }: EventOf<'server'>): void {
    // A start that is under way has its state yet; until then it is as good as down.
    this.#become(server, stateOf(state.kind), time);
  }

  link({ server, neighbour, state, time }: EventOf<'link'>): void {
    this.#cutEnd(server, neighbour, state.kind === 'cut', time);
    if (state.kind === 'up') this.#touch(time, server, neighbour);
  }

  groupOf(server: string): Group {
    if (this.#touched.size > 0) this.#regroup();
    return this.#groups.get(server) ?? NOWHERE;
  }

  #server(name: string): Server {
    const known = this.#servers.get(name);
    if (known !== undefined) return known;
    const server: Server = { state: 'down', life: 0, closedBook: false, tells: false };
    this.#servers.set(name, server);
    return server;
  }

  #become(name: string, state: Server['state'], time: number): void {
    const server = this.#server(name);
    if (server.state === state) return;
    if (state === 'down') server.life++;
    server.state = state;
    this.#touch(time, name);
  }

  #cutEnd(from: string, to: string, cut: boolean, time: number): void {
    const end = `${from}>${to}`;
    if (this.#cutEnds.has(end) === cut) return;
    if (cut) this.#cutEnds.add(end);
    else this.#cutEnds.delete(end);
    this.#touch(time, from, to);
  }

  #touch(time: number, ...servers: string[]): void {
    for (const server of servers) this.#touched.add(server);
    this.#touchedAt = Math.max(this.#touchedAt, time);
  }

  #regroup(): void {
    const down = new Set(this.#names.filter((name) => !this.isUp(name)));
    // A paused server passes nothing on, but still belongs to those whom it will hear.
    const passing = new Set([...down, ...this.#names.filter((name) => this.isPaused(name))]);
    const groups = new Map<string, Group>();
    for (const [group, members] of components(this.#topology, {
      down: passing,
      cut: this.#cut(),
    }).entries()) {
      const before = members.map((name) => this.#groups.get(name));
      const same =
        members.every((name) => !this.#touched.has(name)) &&
        before.every((one) => one !== undefined && one.group === before[0]?.group);
      const sinceMs = same && before[0] !== undefined ? before[0].sinceMs : this.#touchedAt;
      for (const name of members) groups.set(name, { group, sinceMs });
    }
    this.#groups = groups;
    this.#touched.clear();
  }

  #cut(): Set<string> {
    const cut = new Set<string>();
    for (const end of this.#cutEnds) {
      const link = findLink(this.#topology, end.replace('>', '-'));
      if (link !== undefined) cut.add(linkId(link));
    }
    return cut;
  }
}

function stateOf(kind: string): Server['state'] {
  return kind === 'ready' || kind === 'paused' ? kind : 'down';
}
