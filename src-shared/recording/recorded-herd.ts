/** The herd of a recording, as far as what was done to it tells: who is up, and who must know what. */
import { Knowledge, type KnownUpdate } from '../topology/knowledge.ts';
import { findLink, linkId, type Topology } from '../topology/topology.ts';
import type { RecordingStart } from './done-things.ts';

type State = 'down' | 'ready' | 'paused';

/** What can be said of a WHATSAT's answer. */
export type Foretold =
  | { readonly kind: 'newest' }
  | { readonly kind: 'older'; readonly update: KnownUpdate }
  | { readonly kind: 'refused' }
  | { readonly kind: 'unsure' };

export class RecordedHerd {
  readonly topology: Topology;
  readonly names: readonly string[];
  readonly knowledge: Knowledge;
  readonly #states: Map<string, State>;
  readonly #cut = new Set<string>();
  /** Updates that came as AT lines: who is told of them depends on where they say that they come from. */
  readonly #fromPeers = new Set<KnownUpdate>();
  /** Clients of whom something may have been heard that isn't in the knowledge. */
  readonly #vague = new Set<string>();

  constructor({ topology }: RecordingStart) {
    this.topology = topology;
    this.names = topology.servers.map(({ name }) => name);
    this.knowledge = new Knowledge(topology);
    this.#states = new Map(this.names.map((name) => [name, 'down']));
  }

  stateOf(server: string): State | undefined {
    return this.#states.get(server);
  }

  /** Those of the named servers (none named: all) that are in one of these states; strangers are left out. */
  those(named: readonly string[], ...states: State[]): string[] {
    const wanted = named.length === 0 ? this.names : this.names.filter((name) => named.includes(name));
    return wanted.filter((name) => states.includes(this.#states.get(name) ?? 'down'));
  }

  links(named: readonly string[]): string[] {
    if (named.length === 0) return this.topology.links.map(linkId);
    return named.flatMap((id) => {
      const link = findLink(this.topology, id);
      return link === undefined ? [] : [linkId(link)];
    });
  }

  isCut(a: string, b: string): boolean {
    const link = findLink(this.topology, `${a}-${b}`);
    return link !== undefined && this.#cut.has(linkId(link));
  }

  become(servers: readonly string[], state: State): void {
    for (const name of servers) this.#states.set(name, state);
    this.#changed();
  }

  setCut(links: readonly string[], cut: boolean): void {
    for (const id of links) {
      if (cut) this.#cut.add(id);
      else this.#cut.delete(id);
    }
    this.#changed();
  }

  fromPeer(update: KnownUpdate): void {
    this.#fromPeers.add(update);
  }

  makeVague(client: string): void {
    this.#vague.add(client);
  }

  /**
   * Who can be waited for to know a client's newest update; `by`: it has to be said, because it doesn't follow from the
   * links alone. They count as knowing it from then on. Undefined: nothing can be claimed.
   */
  awaited(client: string): { readonly servers: readonly string[]; readonly by: boolean } | undefined {
    const newest = this.knowledge.newest(client);
    if (newest === undefined || this.#vague.has(client)) return undefined;
    const by = this.#fromPeers.has(newest);
    const must = this.knowledge.mustKnow(newest);
    const servers = by ? must.filter((name) => newest.holders.has(name)) : must;
    if (servers.length === 0) return undefined;
    for (const name of servers) this.knowledge.seen(name, newest);
    return { servers, by };
  }

  /** Whether the server must know a client's newest update, but hasn't been waited for. */
  isOwed(server: string, client: string): boolean {
    const newest = this.knowledge.newest(client);
    if (newest === undefined || this.#fromPeers.has(newest)) return false;
    return !newest.holders.has(server) && this.knowledge.mustKnow(newest).includes(server);
  }

  /** Somebody is cut off from the client's newest update, and can be asked. */
  hasCutOff(client: string): boolean {
    const newest = this.knowledge.newest(client);
    if (newest === undefined || this.#vague.has(client) || this.#fromPeers.has(newest)) return false;
    return this.knowledge.cannotKnow(newest).length > 0;
  }

  foretell(server: string, client: string): Foretold {
    if (this.#vague.has(client)) return { kind: 'unsure' };
    const updates = this.knowledge.updatesOf(client);
    for (const update of updates.toReversed()) {
      if (update.holders.has(server)) {
        return update === updates.at(-1) ? { kind: 'newest' } : { kind: 'older', update };
      }
      if (update.may.has(server)) return { kind: 'unsure' };
    }
    return { kind: 'refused' };
  }

  #changed(): void {
    const named = (state: State): Set<string> =>
      new Set(this.names.filter((name) => this.#states.get(name) === state));
    this.knowledge.changeTo({ ready: named('ready'), paused: named('paused'), cut: new Set(this.#cut) });
  }
}
