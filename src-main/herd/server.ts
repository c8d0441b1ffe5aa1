/**
 * One server of the herd: listens, answers each line, stores what is news and passes it on over its links. It
 * knows nothing of topologies and other servers' insides; what it needs of the world is handed in.
 */
import { createServer, type Server, type Socket } from 'node:net';
import type { ServerCounters } from '../../src-shared/console-contract.ts';
import { HerdError } from '../../src-shared/errors.ts';
import type { LinkEndState } from '../../src-shared/events/events.ts';
import { LineScan } from '../../src-shared/protocol/line-scan.ts';
import { type Address, formatAddress } from '../../src-shared/topology/topology.ts';
import type { EventBus } from '../ground/event-bus.ts';
import type { PlacesSource } from '../places/places-source.ts';
import { Connection } from './connection.ts';
import { Journal } from './journal.ts';
import { LIMITS } from './limits.ts';
import { LineDesk } from './line-desk.ts';
import { Link, type LinkOwner } from './link.ts';
import { listen } from './listen.ts';
import type { Passage } from './passage.ts';
import type { ServerLog } from './server-log.ts';
import { TurnEnd } from './turn-end.ts';
import { UpdateStore } from './update-store.ts';
import type { Clock } from './wall-clock.ts';

export interface HerdServerOptions {
  readonly name: string;
  readonly neighbours: readonly string[];
  /** Where a neighbour listens now; undefined while that isn't known. */
  addressOf(neighbour: string): Address | undefined;
  readonly places: PlacesSource;
  readonly events: EventBus;
  /** Opens its log file, called once it listens: one that can't start writes into nobody's. The server closes it. */
  openLog?(): ServerLog;
  readonly clock: Clock;
  /** 0 ≤ x < 1, for jitter and hashing. */
  readonly random: () => number;
  readonly maxStoreBytes?: number;
}

export class HerdServer implements LinkOwner {
  readonly name: string;
  readonly store: UpdateStore;
  readonly journal: Journal;
  readonly scan = new LineScan();
  readonly turnEnd = new TurnEnd();
  readonly random: () => number;
  readonly addressOf: (neighbour: string) => Address | undefined;
  readonly #openLog: () => ServerLog | undefined;
  readonly #desk: LineDesk;
  readonly #connections = new Set<Connection>();
  readonly #links = new Map<string, Link>();
  /** The listener, once it listens; undefined when it couldn't. */
  #listening: Promise<Server | undefined> = Promise.resolve(undefined);
  /** Set by the first stop or kill: when nothing listens any more and all connections are closed. */
  #ended: Promise<void> | undefined;
  #paused = false;

  constructor(options: HerdServerOptions) {
    this.name = options.name;
    this.random = options.random;
    this.addressOf = options.addressOf;
    this.#openLog = () => options.openLog?.();
    this.store = new UpdateStore(
      options.maxStoreBytes ?? LIMITS.storeBytes,
      Math.floor(options.random() * 2 ** 32),
    );
    this.journal = new Journal(options.name, options.events, options.clock);
    for (const neighbour of options.neighbours) this.#links.set(neighbour, new Link(neighbour, this));
    this.#desk = new LineDesk({
      name: options.name,
      store: this.store,
      journal: this.journal,
      places: options.places,
      links: this.#links,
      scan: this.scan,
      turnEnd: this.turnEnd,
      closed: (connection) => this.#connections.delete(connection),
    });
  }

  get counters(): ServerCounters {
    let flooded = 0;
    for (const link of this.#links.values()) flooded += link.linesOut;
    return {
      clients: this.store.size,
      connections: this.#connections.size,
      linesIn: this.#desk.linesIn,
      linesOut: this.#desk.linesOut + flooded,
      storeBytes: this.store.bytes,
    };
  }

  linkState(neighbour: string): LinkEndState | undefined {
    return this.#links.get(neighbour)?.state;
  }

  /** Listens; port 0 takes a free one. Rejects with PORT_IN_USE or PORT_REFUSED. Links are not dialled yet. */
  async listen(address: Address): Promise<Address> {
    const listener = createServer({
      allowHalfOpen: true,
      noDelay: true,
      pauseOnConnect: true,
      keepAlive: true,
      keepAliveInitialDelay: LIMITS.keepAliveMs,
    });
    listener.maxConnections = LIMITS.connections;
    listener.on('connection', (socket) => this.#accept(socket));
    listener.on('drop', (refused) => {
      const from = formatAddress({ host: refused?.remoteAddress ?? '?', port: refused?.remotePort ?? 0 });
      this.journal.note(`a connection from ${from} was refused: ${LIMITS.connections} are open`);
    });
    const binding = listen(listener, this.name, address);
    this.#listening = binding.then(
      () => listener,
      () => undefined,
    );
    const bound = await binding;
    if (this.#ended !== undefined) {
      throw new HerdError('NOT_RUNNING', { server: this.name, state: 'ended before it was ready' });
    }
    this.journal.log = this.#openLog();
    // From here on an error (out of file descriptors, say) concerns one connection, not the server.
    listener.on('error', (error) => this.journal.note(`a connection was not taken: ${error.message}`));
    this.journal.note(`${this.name} listens on ${bound.host}:${bound.port}`);
    return bound;
  }

  /** Begins to dial the neighbours. */
  openLinks(): void {
    for (const link of this.#links.values()) link.open();
  }

  /** A neighbour is known to be up: dials it now if it was waiting to. */
  wake(neighbour: string): void {
    if (this.#ended === undefined) this.#links.get(neighbour)?.wake();
  }

  /** A link to a further neighbour, dialled at once. */
  addLink(neighbour: string): void {
    if (this.#ended !== undefined || this.#links.has(neighbour)) return;
    const link = new Link(neighbour, this);
    this.#links.set(neighbour, link);
    this.#linksChanged();
    // What still comes by connections from before the link is no proof that its neighbour knows it.
    for (const { passage } of this.#connections) passage.lost(link);
    if (this.#paused) link.pause();
    link.open();
  }

  /** The link is no more: its connection is broken, and the one that the neighbour has opened to us. */
  removeLink(neighbour: string): void {
    const link = this.#links.get(neighbour);
    if (this.#ended !== undefined || link === undefined) return;
    this.#links.delete(neighbour);
    link.kill();
    for (const connection of this.#connections) {
      if (connection.passage.sender === link) connection.reset();
    }
    this.#linksChanged();
  }

  #linksChanged(): void {
    this.#desk.linksChanged();
    for (const { passage } of this.#connections) passage.linksChanged();
    for (const link of this.#links.values()) link.passage.linksChanged();
  }

  /** Breaks or allows the connection to a neighbour, and the one that it has opened to us. */
  setCut(neighbour: string, cut: boolean): void {
    const link = this.#links.get(neighbour);
    // Of a server that ends no link is touched any more: one that was healed would be dialled, and stay.
    if (link === undefined || this.#ended !== undefined) return;
    if (!cut) {
      link.heal();
      return;
    }
    link.cut();
    for (const connection of this.#connections) {
      if (connection.passage.sender?.neighbour === neighbour) connection.reset();
    }
  }

  pause(): void {
    this.#paused = true;
    for (const connection of this.#connections) connection.pause();
    for (const link of this.#links.values()) link.pause();
  }

  resume(): void {
    this.#paused = false;
    for (const connection of this.#connections) connection.resume();
    for (const link of this.#links.values()) link.resume();
  }

  /** Politely: answers what was asked and writes what is owed, then ends; resets what takes too long. */
  async stop(): Promise<void> {
    if (this.#paused) this.resume();
    const closed = this.#stopListening();
    const finished = [...this.#links.values()].map((link) => link.finish());
    for (const connection of this.#connections) connection.finish();
    const late = setTimeout(() => {
      for (const link of this.#links.values()) link.kill();
      this.#resetConnections();
    }, LIMITS.stopMs);
    await Promise.all([closed, ...finished]);
    clearTimeout(late);
    this.#forget('stopped');
  }

  /** At once: sockets are reset. What it knew is gone with the object. */
  async kill(): Promise<void> {
    const closed = this.#stopListening();
    for (const link of this.#links.values()) link.kill();
    this.#resetConnections();
    await closed;
    this.#forget('killed');
  }

  lost(link: Link, stalled: boolean): void {
    for (const connection of this.#connections) {
      connection.passage.lost(link);
      // A neighbour that lives on would never be trusted again on the connection it has: it is to make a new one.
      // One that ended has ended that itself, and what is still unread of it must not be thrown away.
      if (stalled && connection.passage.sender === link) connection.reset();
    }
  }

  heard(link: Link, passage: Passage, bytes: Uint8Array, start: number, end: number): void {
    this.#desk.fromLink(link, passage, bytes, start, end);
  }

  #accept(socket: Socket): void {
    const connection = new Connection(socket, this.#desk);
    this.#connections.add(connection);
    if (this.#paused) connection.pause();
  }

  #stopListening(): Promise<void> {
    this.#ended ??= this.#listening.then(
      // A port that was just being bound has been waited for, or it would stay bound.
      (listener) =>
        new Promise((resolve) => (listener === undefined ? resolve() : listener.close(() => resolve()))),
    );
    return this.#ended;
  }

  #resetConnections(): void {
    for (const connection of this.#connections) connection.reset();
  }

  #forget(how: string): void {
    this.journal.note(`${this.name} ${how}`);
    this.journal.close();
  }
}
