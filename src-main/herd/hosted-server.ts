/** One server that is hosted here: its node, its state, and the order of what is done to it. */
import type { ServerBelief, ServerCounters } from '../../src-shared/console-contract.ts';
import { type HerdError, toErrorData } from '../../src-shared/errors.ts';
import type { LinkEndState, ServerState } from '../../src-shared/events/events.ts';
import type { Address } from '../../src-shared/topology/topology.ts';
import type { EventBus } from '../ground/event-bus.ts';
import { claimAddress } from '../ground/free-port.ts';
import type { ServerNode } from './server-node.ts';

export interface HostedServerOptions {
  readonly name: string;
  readonly events: EventBus;
  /** Where it is to listen. Once a free port has been found, that one, so that neighbours find it again. */
  address(): Address;
  onReady(address: Address): void;
  /** Resolves when all that had to end before has: servers of another topology, whose port this one may have. */
  before(): Promise<unknown>;
  createNode(onCrash: (error: HerdError) => void): ServerNode;
}

export class HostedServer {
  readonly name: string;
  readonly #options: HostedServerOptions;
  readonly #node: ServerNode;
  #state: ServerState = { kind: 'stopped', how: 'never-started' };
  /** The start or the end that is under way. */
  #starting: Promise<void> | undefined;
  #ending: Promise<void> | undefined;
  /** Counts starts and ends, so that a start which was overtaken by an end is told from one that failed. */
  #generation = 0;

  constructor(options: HostedServerOptions) {
    this.name = options.name;
    this.#options = options;
    this.#node = options.createNode((error) => this.#crashed(error));
  }

  get state(): ServerState {
    return this.#state;
  }

  get isRunning(): boolean {
    return this.#ending === undefined && (this.#state.kind === 'ready' || this.#state.kind === 'paused');
  }

  /** Whether it runs or is to: started, and not ended since. */
  get isWanted(): boolean {
    return this.#starting !== undefined || this.isRunning;
  }

  /** Whether nothing of it runs, or is about to: its place may be changed. */
  get isIdle(): boolean {
    return !this.isWanted && (this.#state.kind === 'stopped' || this.#state.kind === 'crashed');
  }

  get counters(): ServerCounters | undefined {
    return this.#node.inside?.counters();
  }

  /** Whether it sends the events of its link ends itself now. */
  get tellsOfLinks(): boolean {
    return this.isRunning && this.#node.inside !== undefined;
  }

  linkState(neighbour: string): LinkEndState | undefined {
    return this.#node.inside?.linkState(neighbour);
  }

  neighbourReady(neighbour: string): void {
    this.#node.inside?.neighbourReady(neighbour);
  }

  setCut(neighbour: string, cut: boolean): void {
    this.#node.setCut(neighbour, cut);
  }

  /** False: while it runs it can't be told. */
  setLink(neighbour: string, linked: boolean): boolean {
    return this.#node.setLink(neighbour, linked);
  }

  belief(clients: readonly string[], most: number): ServerBelief {
    if (!this.isRunning) return { kind: 'down' };
    const known = this.#node.inside?.beliefs(clients, most);
    return known === undefined ? { kind: 'closed-book' } : { kind: 'known', ...known };
  }

  healQuietly(neighbour: string): void {
    this.#node.setCut(neighbour, false);
  }

  /** Rejects with a HerdError when it can't be started; then it is `crashed`. */
  start(): Promise<void> {
    if (this.isRunning) return Promise.resolve();
    if (this.#starting !== undefined) return this.#starting;
    const starting = this.#start(++this.#generation).finally(() => {
      if (this.#starting === starting) this.#starting = undefined;
    });
    this.#starting = starting;
    return starting;
  }

  stop(): Promise<void> {
    return this.#end('stopped', () => this.#node.stop());
  }

  kill(): Promise<void> {
    return this.#end('killed', () => this.#node.kill());
  }

  pause(): void {
    if (this.#state.kind !== 'ready') return;
    this.#node.pause();
    this.#become({ ...this.#state, kind: 'paused' });
  }

  resume(): void {
    if (this.#state.kind !== 'paused') return;
    this.#node.resume();
    this.#become({ ...this.#state, kind: 'ready' });
  }

  async #start(generation: number): Promise<void> {
    await this.#ending;
    await this.#options.before();
    if (generation !== this.#generation) return;
    this.#become({ kind: 'starting' });
    try {
      const free = await this.#claim();
      if (generation !== this.#generation) return;
      const { address, pid } = await this.#node.start(free);
      if (generation !== this.#generation) return;
      this.#become({ kind: 'ready', address, pid });
      this.#options.onReady(address);
    } catch (thrown) {
      // Somebody ended it before it was ready: that is no failure of the server.
      if (generation !== this.#generation) return;
      this.#become({ kind: 'crashed', error: toErrorData(thrown) });
      throw thrown;
    }
  }

  /**
   * Port 0 is given a free one here, and not by the system: that would take it from those for outgoing connections,
   * and while the server is down anybody's connection could be given it.
   */
  async #claim(): Promise<Address> {
    const wanted = this.#options.address();
    return wanted.port === 0 ? claimAddress(this.name, wanted, Math.random) : wanted;
  }

  #end(how: 'stopped' | 'killed', act: () => Promise<void>): Promise<void> {
    const nothingRuns = this.#state.kind === 'stopped' || this.#state.kind === 'crashed';
    if (nothingRuns && this.#starting === undefined) return Promise.resolve();
    // What was asked for last is what happens: a start that is under way, or waits for an end, is overtaken.
    this.#generation++;
    this.#starting = undefined;
    const ending = this.#ending;
    // A kill that comes while a polite stop is under way hastens it.
    if (ending !== undefined) return how === 'killed' ? act().then(() => ending) : ending;
    this.#ending = act().finally(() => {
      this.#ending = undefined;
      this.#become({ kind: 'stopped', how });
    });
    return this.#ending;
  }

  #crashed(error: HerdError): void {
    if (!this.isRunning) return;
    this.#generation++;
    this.#become({ kind: 'crashed', error: error.toData() });
  }

  #become(state: ServerState): void {
    this.#state = state;
    const { events } = this.#options;
    if (events.wanted.server) events.emit({ time: Date.now(), server: this.name, type: 'server', state });
  }
}

/** As a person says it: `killed`, `never started`. */
export function describeState(state: ServerState): string {
  return state.kind === 'stopped' ? state.how.replace('-', ' ') : state.kind;
}

/** Does it to all at once; when all are through, rejects with the first failure. */
export async function allOf(
  servers: readonly HostedServer[],
  act: (server: HostedServer) => Promise<void>,
): Promise<void> {
  const outcomes = await Promise.allSettled(servers.map(act));
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
