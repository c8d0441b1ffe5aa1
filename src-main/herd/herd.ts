/**
 * The herd: a topology of servers, each hosted behind a ServerNode, and the operations on them. It alone knows
 * which are up, where they listen and which links are cut. Every operation is idempotent.
 */

import { isDeepStrictEqual } from 'node:util';
import type { ServerBelief, ServerSnapshot } from '../../src-shared/console-contract.ts';
import { HerdError } from '../../src-shared/errors.ts';
import type { LinkSnapshot, LinkState } from '../../src-shared/events/events.ts';
import {
  type AddressDefaults,
  assignAddresses,
  checkAddresses,
  parseBasePort,
  placedServers,
  unknownServer,
} from '../../src-shared/topology/addresses.ts';
import {
  type Address,
  type Link,
  linkId,
  neighboursOf,
  type ServerSpec,
  type Topology,
} from '../../src-shared/topology/topology.ts';
import type { EventBus } from '../ground/event-bus.ts';
import { allOf, describeState, HostedServer } from './hosted-server.ts';
import type { NodeContext, ServerNode } from './server-node.ts';
import { endsOf, linkChanges } from './topology-change.ts';

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

/** What another topology makes of the servers: worked out before anything is done. */
interface Plan {
  readonly topology: Topology;
  readonly addresses: Map<string, Address>;
  /** Servers that are new, or another in place of the one that has their name now. */
  readonly fresh: ReadonlyMap<string, HostedServer>;
  readonly leaving: readonly HostedServer[];
  readonly cut: ReadonlySet<string>;
}

export class Herd {
  readonly #options: HerdOptions;
  readonly #events: EventBus;
  #topology: Topology;
  #hosted: ReadonlyMap<string, HostedServer> = new Map();
  /** Servers that other processes host. */
  readonly #elsewhere: ReadonlySet<string>;
  /** What servers without an address of their own were placed by, and what they are to be placed by. */
  #defaults: AddressDefaults;
  #nextDefaults: AddressDefaults;
  /** Where servers listen; of a hosted one with a free port only known once it has been ready. */
  #addresses: Map<string, Address>;
  #cut = new Set<string>();
  /** Resolves when the servers of earlier topologies have ended. */
  #left: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(options: HerdOptions) {
    const { topology, basePort, hosted, events } = options;
    this.#options = options;
    this.#topology = topology;
    this.#events = events;
    const known = topology.servers.map(({ name }) => name);
    this.#elsewhere = new Set(known.filter((name) => !hosted.includes(name)));
    this.#defaults = { host: options.host, basePort };
    this.#nextDefaults = this.#defaults;
    this.#addresses = placedServers(topology, this.#defaults);
    this.#hosted = new Map(
      topology.servers
        .filter(({ name }) => hosted.includes(name))
        .map((spec) => [spec.name, this.#host(spec)]),
    );
  }

  get topology(): Topology {
    return this.#topology;
  }

  /**
   * Makes this the topology, also while the herd runs. Throws, and changes nothing, when it can't be used; a server
   * that can't be started again afterwards is `crashed`. Resolves when who had to go has ended, and who had to be
   * started again runs.
   */
  async apply(topology: Topology): Promise<void> {
    const plan = this.#plan(topology);
    const before = this.#topology;
    const again = plan.leaving.filter(({ name, isWanted }) => isWanted && plan.fresh.has(name));
    this.#topology = topology;
    this.#hosted = new Map(
      topology.servers.flatMap(({ name }) => {
        const server = plan.fresh.get(name) ?? this.#hosted.get(name);
        return server === undefined ? [] : [[name, server]];
      }),
    );
    this.#addresses = plan.addresses;
    // Over a link that stays open meanwhile, a server that has to go writes what it owes; a cut one has no use.
    const { gone, added } = linkChanges(before, topology);
    const ofLeaving = gone.filter(
      ({ a, b }) => !(this.#addresses.has(a) && this.#addresses.has(b)) && !this.#isCut(a, b),
    );
    this.#cut = new Set(plan.cut);
    const leave = Promise.allSettled(plan.leaving.map((server) => server.stop()));
    this.#left = Promise.all([this.#left, leave]);
    for (const link of gone) if (!ofLeaving.includes(link)) this.#setLink(link, false);
    for (const link of added) this.#setLink(link, true);
    if (this.#events.wanted.topology) {
      this.#events.emit({ time: Date.now(), server: '-', type: 'topology', title: topology.title });
    }
    await this.#left;
    // Unless they are back already, their neighbours let go now.
    for (const link of ofLeaving) if (!this.#isLinked(link)) this.#setLink(link, false);
    await this.#startAgain(again.map(({ name }) => plan.fresh.get(name) as HostedServer));
  }

  /**
   * Where servers without a port of their own listen: at once when none runs, else once all have ended.
   * Throws PORT_RANGE or TOPOLOGY_INVALID, and changes nothing, when this topology's can't.
   */
  placeFrom(basePort: number): void {
    const defaults = { ...this.#defaults, basePort };
    parseBasePort(String(basePort), this.#topology);
    checkAddresses(this.#topology, defaults);
    this.#nextDefaults = defaults;
    this.#placeWhenIdle();
  }

  /** Starts servers (none named: all hosted ones). Rejects with the first that failed; the others go on. */
  async start(names: readonly string[]): Promise<void> {
    this.#placeWhenIdle();
    await allOf(this.#named(names), (server) => server.start());
  }

  /** Stops those that run, and when all have ended starts all of them: none tells another what it knew before. */
  async restart(names: readonly string[]): Promise<void> {
    const servers = this.#named(names);
    await allOf(servers, (server) => server.stop());
    this.#placeWhenIdle();
    await allOf(servers, (server) => server.start());
  }

  async stop(names: readonly string[]): Promise<void> {
    await allOf(this.#named(names), (server) => server.stop());
    this.#placeWhenIdle();
  }

  async kill(names: readonly string[]): Promise<void> {
    await allOf(this.#named(names), (server) => server.kill());
    this.#placeWhenIdle();
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

  /** Where a server listens; port 0: that isn't known yet. Throws UNKNOWN_SERVER. */
  address(name: string): Address {
    const address = this.#addresses.get(name);
    if (address === undefined) throw unknownServer(this.#topology, name);
    return address;
  }

  /** What each server knows of these clients, or (none named) of up to `most`. */
  beliefs(clients: readonly string[], most: number): Record<string, ServerBelief> {
    const beliefs = this.#topology.servers.map(({ name }): [string, ServerBelief] => [
      name,
      this.#hosted.get(name)?.belief(clients, most) ?? { kind: 'closed-book' },
    ]);
    return Object.fromEntries(beliefs);
  }

  servers(): ServerSnapshot[] {
    return this.#topology.servers.map(({ name }) => {
      const hosted = this.#hosted.get(name);
      const { host, port } = this.address(name);
      const state = hosted?.state ?? { kind: 'stopped', how: 'never-started' };
      return { name, host, port, state, hosted: hosted !== undefined, counters: hosted?.counters ?? null };
    });
  }

  links(): LinkSnapshot[] {
    return this.#topology.links.map((link) => ({ id: linkId(link), ...link, state: this.#linkState(link) }));
  }

  /** Ends all servers, politely. Idempotent. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.stop([]);
    await this.#left;
  }

  #placeWhenIdle(): void {
    const idle = [...this.#hosted.values()].every(({ isIdle }) => isIdle);
    if (this.#defaults === this.#nextDefaults || !idle) return;
    this.#defaults = this.#nextDefaults;
    this.#addresses = placedServers(this.#topology, this.#defaults);
  }

  #plan(topology: Topology): Plan {
    const addresses = assignAddresses(topology, this.#defaults, this.#keptAddresses(topology));
    // Where they are to listen once all have ended there must be room for each, too.
    const { basePort } = this.#nextDefaults;
    if (this.#defaults.basePort !== basePort) parseBasePort(String(basePort), topology);
    const cut = topology.links.filter(({ a, b }) => this.#isCut(a, b));
    const fresh = new Map(
      topology.servers
        .filter((spec) => this.#isOther(spec, addresses))
        .map((spec) => [spec.name, this.#host(spec)]),
    );
    // A server that can't be cut off can't be in a cut link: said before anything is changed.
    for (const [name, neighbour] of cut.flatMap(endsOf)) fresh.get(name)?.setCut(neighbour, true);
    return {
      topology,
      addresses,
      fresh,
      leaving: [...this.#hosted.values()].filter(({ name }) => fresh.has(name) || !addresses.has(name)),
      cut: new Set(cut.map(linkId)),
    };
  }

  /** Of the servers that had no port of their own and have none: they keep what they were given. */
  #keptAddresses(topology: Topology): Map<string, Address> {
    const had = this.#topology.servers.filter(({ port }) => port === undefined).map(({ name }) => name);
    const have = topology.servers.filter(({ name, port }) => port === undefined && had.includes(name));
    return new Map(have.map(({ name }) => [name, this.address(name)]));
  }

  /** Whether the server to be hosted here is new, or another than the one that has its name. */
  #isOther(spec: ServerSpec, addresses: ReadonlyMap<string, Address>): boolean {
    if (this.#elsewhere.has(spec.name)) return false;
    const old = this.#topology.servers.find(({ name }) => name === spec.name);
    if (old === undefined || addresses.get(spec.name)?.port !== this.address(spec.name).port) return true;
    const hosting = ({ host, command, process }: ServerSpec): unknown[] => [
      host ?? this.#options.host,
      command,
      process,
    ];
    return !isDeepStrictEqual(hosting(spec), hosting(old));
  }

  async #startAgain(servers: readonly HostedServer[]): Promise<void> {
    // One that has gone meanwhile, with yet another topology, stays away.
    const wanted = servers.filter((server) => this.#hosted.get(server.name) === server && !this.#closed);
    // What hinders one is told by its state.
    await Promise.allSettled(wanted.map((server) => server.start()));
  }

  #setLink(link: Link, linked: boolean): void {
    for (const [name, neighbour] of endsOf(link)) {
      if (this.#hosted.get(name)?.setLink(neighbour, linked) !== false || !this.#events.wanted.problem)
        continue;
      const change = `its link to ${neighbour} is ${linked ? 'new' : 'no more'}`;
      const error = new HerdError('RESTART_NEEDED', { server: name, change }).toData();
      this.#events.emit({ time: Date.now(), server: name, type: 'problem', error });
    }
  }

  #isLinked({ a, b }: Link): boolean {
    return neighboursOf(this.#topology, a).includes(b);
  }

  #host(spec: ServerSpec): HostedServer {
    const { name } = spec;
    const { events, createNode } = this.#options;
    const neighbours = (): string[] => neighboursOf(this.#topology, name);
    return new HostedServer({
      name,
      events,
      address: () => this.address(name),
      before: () => this.#left,
      onReady: (address) => {
        this.#addresses.set(name, address);
        for (const neighbour of neighbours()) this.#hosted.get(neighbour)?.neighbourReady(name);
      },
      createNode: (onCrash) =>
        createNode(spec, {
          name,
          get neighbours() {
            return neighbours();
          },
          addressOf: (neighbour) => {
            const address = this.#addresses.get(neighbour);
            return address === undefined || address.port === 0 ? undefined : address;
          },
          isCut: (neighbour) => this.#isCut(name, neighbour),
          isUp: (neighbour) => this.#hosted.get(neighbour)?.isRunning ?? true,
          events,
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
    const ends = endsOf(link);
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
      throw unknownServer(this.#topology, name);
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
    if (names.length === 0) return [...this.#topology.links];
    return names.map((name) => {
      const link = this.#topology.links.find(({ a, b }) => name === `${a}-${b}` || name === `${b}-${a}`);
      if (link !== undefined) return link;
      throw new HerdError('UNKNOWN_LINK', { link: name, known: this.#topology.links.map(linkId) });
    });
  }
}
