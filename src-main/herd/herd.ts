/**
 * The herd: a topology of servers, each hosted behind a ServerNode, and the operations on them. It alone knows
 * which are up, where they listen and which links are cut. Every operation is idempotent.
 */

import type { ServerSnapshot } from '../../src-shared/console-contract.ts';
import { HerdError } from '../../src-shared/errors.ts';
import type { LinkSnapshot, LinkState, ServerState } from '../../src-shared/events/events.ts';
import {
  type Link,
  linkId,
  neighboursOf,
  type ServerSpec,
  type Topology,
} from '../../src-shared/topology/topology.ts';
import type { EventBus } from '../ground/event-bus.ts';
import { HostedServer } from './hosted-server.ts';
import type { NodeContext, ServerNode } from './server-node.ts';

export interface HerdOptions {
  readonly topology: Topology;
  /** Names of the servers that are hosted here; the others are only dialled. */
  readonly hosted: readonly string[];
  /** For servers whose spec names none. */
  readonly host: string;
  /** Server i of the topology is on basePort + i where its spec names no port; 0: on a free one. */
  readonly basePort: number;
  readonly events: EventBus;
  createNode(spec: ServerSpec, context: NodeContext): ServerNode;
}

export class Herd {
  readonly topology: Topology;
  readonly #hosted = new Map<string, HostedServer>();
  /** Where servers listen; of a hosted one with a free port only known once it has been ready. */
  readonly #addresses = new Map<string, { host: string; port: number }>();
  readonly #cut = new Set<string>();
  readonly #events: EventBus;

  constructor(options: HerdOptions) {
    const { topology, basePort, events } = options;
    this.topology = topology;
    this.#events = events;
    topology.servers.forEach((spec, i) => {
      const port = spec.port ?? (basePort === 0 ? 0 : basePort + i);
      this.#addresses.set(spec.name, { host: spec.host ?? options.host, port });
    });
    for (const spec of topology.servers) {
      if (options.hosted.includes(spec.name)) this.#hosted.set(spec.name, this.#host(spec, options));
    }
  }

  /** Starts servers (none named: all hosted ones). Rejects with the first that failed; the others go on. */
  async start(names: readonly string[]): Promise<void> {
    await all(this.#named(names), (server) => server.start());
  }

  async stop(names: readonly string[]): Promise<void> {
    await all(this.#named(names), (server) => server.stop());
  }

  async kill(names: readonly string[]): Promise<void> {
    await all(this.#named(names), (server) => server.kill());
  }

  /** None named: all that run. */
  pause(names: readonly string[]): void {
    for (const server of this.#running(names)) server.pause();
  }

  resume(names: readonly string[]): void {
    for (const server of this.#running(names)) server.resume();
  }

  /** Cuts links (none named: all). Throws LINK_NOT_OURS where a server can't be cut off; that link stays as it was. */
  cut(links: readonly string[]): void {
    for (const link of this.#links(links)) this.#setCut(link, true);
  }

  heal(links: readonly string[]): void {
    for (const link of this.#links(links)) this.#setCut(link, false);
  }

  servers(): ServerSnapshot[] {
    return this.topology.servers.map(({ name }) => {
      const hosted = this.#hosted.get(name);
      const { host, port } = this.#addresses.get(name) as { host: string; port: number };
      const state = hosted?.state ?? { kind: 'stopped', how: 'never-started' };
      return { name, host, port, state, hosted: hosted !== undefined, counters: hosted?.counters ?? null };
    });
  }

  links(): LinkSnapshot[] {
    return this.topology.links.map((link) => ({ id: linkId(link), ...link, state: this.#linkState(link) }));
  }

  /** Ends all servers, politely. Idempotent. */
  async close(): Promise<void> {
    await this.stop([]);
  }

  #host(spec: ServerSpec, options: HerdOptions): HostedServer {
    const { name } = spec;
    return new HostedServer({
      name,
      events: options.events,
      address: () => this.#addresses.get(name) as { host: string; port: number },
      onReady: (address) => {
        this.#addresses.set(name, address);
        for (const neighbour of neighboursOf(this.topology, name))
          this.#hosted.get(neighbour)?.neighbourReady(name);
      },
      createNode: (onCrash) =>
        options.createNode(spec, {
          name,
          neighbours: neighboursOf(this.topology, name),
          addressOf: (neighbour) => {
            const address = this.#addresses.get(neighbour);
            return address === undefined || address.port === 0 ? undefined : address;
          },
          isCut: (neighbour) => this.#isCut(name, neighbour),
          events: options.events,
          onCrash,
        }),
    });
  }

  #isCut(a: string, b: string): boolean {
    return this.#cut.has(`${a}-${b}`) || this.#cut.has(`${b}-${a}`);
  }

  #setCut(link: Link, cut: boolean): void {
    const id = linkId(link);
    if (this.#cut.has(id) === cut) return;
    const ends = [
      [link.a, link.b],
      [link.b, link.a],
    ] as const;
    if (ends.every(([name]) => !this.#hosted.has(name))) {
      throw new HerdError('NOT_HOSTED', { server: link.a, hosted: [...this.#hosted.keys()] });
    }
    if (cut) this.#cut.add(id);
    else this.#cut.delete(id);
    try {
      for (const [name, neighbour] of ends) this.#hosted.get(name)?.setCut(neighbour, cut);
    } catch (thrown) {
      // One end can't be cut: then neither is.
      this.#cut.delete(id);
      for (const [name, neighbour] of ends) this.#hosted.get(name)?.healQuietly(neighbour);
      throw thrown;
    }
    for (const [name, neighbour] of ends) this.#tellOfCut(name, neighbour, cut);
  }

  /** A server of ours that runs tells of its end itself; for the others this does. */
  #tellOfCut(name: string, neighbour: string, cut: boolean): void {
    const server = this.#hosted.get(name);
    if (server === undefined || server.tellsOfLinks || !this.#events.wanted.link) return;
    const state = { kind: cut ? 'cut' : 'idle' } as const;
    this.#events.emit({ time: Date.now(), server: name, type: 'link', neighbour, state });
  }

  #linkState(link: Link): LinkState {
    if (this.#cut.has(linkId(link))) return 'cut';
    const ends = [this.#endState(link.a, link.b), this.#endState(link.b, link.a)];
    if (ends.includes('broken')) return 'broken';
    return ends.includes('connecting') ? 'connecting' : 'up';
  }

  /** Of a server that isn't hosted here, or isn't ours, only its neighbour's end is seen: its own counts as up. */
  #endState(name: string, neighbour: string): LinkState {
    const server = this.#hosted.get(name);
    if (server === undefined) return 'up';
    if (!server.isRunning) return 'broken';
    const kind = server.linkState(neighbour)?.kind ?? 'up';
    return kind === 'idle' ? 'connecting' : kind;
  }

  #named(names: readonly string[]): HostedServer[] {
    if (names.length === 0) return [...this.#hosted.values()];
    return names.map((name) => {
      const server = this.#hosted.get(name);
      if (server !== undefined) return server;
      if (this.#addresses.has(name)) {
        throw new HerdError('NOT_HOSTED', { server: name, hosted: [...this.#hosted.keys()] });
      }
      throw new HerdError('UNKNOWN_SERVER', { name, known: [...this.#addresses.keys()] });
    });
  }

  #running(names: readonly string[]): HostedServer[] {
    const servers = this.#named(names);
    if (names.length === 0) return servers.filter(({ isRunning }) => isRunning);
    for (const { name, isRunning, state } of servers) {
      if (!isRunning) throw new HerdError('NOT_RUNNING', { server: name, state: describeState(state) });
    }
    return servers;
  }

  #links(names: readonly string[]): Link[] {
    if (names.length === 0) return [...this.topology.links];
    return names.map((name) => {
      const link = this.topology.links.find(({ a, b }) => name === `${a}-${b}` || name === `${b}-${a}`);
      if (link !== undefined) return link;
      throw new HerdError('UNKNOWN_LINK', { link: name, known: this.topology.links.map(linkId) });
    });
  }
}

function describeState(state: ServerState): string {
  return state.kind === 'stopped' ? state.how.replace('-', ' ') : state.kind;
}

/** Does it to all at once; when all are through, rejects with the first failure. */
async function all(
  servers: readonly HostedServer[],
  act: (server: HostedServer) => Promise<void>,
): Promise<void> {
  const outcomes = await Promise.allSettled(servers.map(act));
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
