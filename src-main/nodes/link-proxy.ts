/**
 * One direction of a link of a hosted program: it dials a port of ours and is passed on to its neighbour,
 * so that the link can be cut and healed from outside. Bytes pass unchanged, at the slower side's pace,
 * and each direction ends by itself.
 */
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import type { LinkEndState } from '../../src-shared/events/events.ts';
import type { Address } from '../../src-shared/topology/topology.ts';

const LOOPBACK = '127.0.0.1';

export interface LinkProxyOptions {
  /** Where the neighbour listens now; asked for each connection. */
  addressOf(): Address | undefined;
  /** Whether the link is cut; asked for each connection. */
  isCut(): boolean;
  /** What the link does; only called when that changes, and not any more once the proxy is closed. */
  onState(state: LinkEndState): void;
}

export class LinkProxy {
  readonly #options: LinkProxyOptions;
  readonly #server: Server;
  /** The program's connections, each with ours to the neighbour. */
  readonly #pairs = new Map<Socket, Socket>();
  #state: LinkEndState['kind'] = 'idle';

  private constructor(options: LinkProxyOptions) {
    this.#options = options;
    this.#server = createServer({ allowHalfOpen: true, pauseOnConnect: true, noDelay: true }, (socket) =>
      this.#accept(socket),
    );
  }

  /** Listens on a free loopback port. */
  static async open(options: LinkProxyOptions): Promise<LinkProxy> {
    const proxy = new LinkProxy(options);
    await new Promise<void>((resolve, reject) => {
      proxy.#server.once('error', reject);
      proxy.#server.listen({ host: LOOPBACK, port: 0 }, () => {
        proxy.#server.off('error', reject);
        proxy.#server.on('error', () => {});
        resolve();
      });
    });
    return proxy;
  }

  /** What the program is to dial. */
  get address(): Address {
    return { host: LOOPBACK, port: (this.#server.address() as AddressInfo).port };
  }

  /** The link was cut or healed: resets what there is, or lets new connections through again. */
  refresh(): void {
    if (this.#options.isCut()) {
      this.#resetAll();
      this.#enter({ kind: 'cut' });
    } else if (this.#state === 'cut') {
      this.#enter({ kind: 'idle' });
    }
  }

  /** Resets all connections and gives the port back. Idempotent. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
    this.#resetAll();
    await closed;
  }

  #accept(program: Socket): void {
    const address = this.#options.isCut() ? undefined : this.#options.addressOf();
    program.on('error', () => {});
    if (address === undefined) {
      program.resetAndDestroy();
      return;
    }
    const neighbour = connect({ ...address, allowHalfOpen: true, noDelay: true });
    this.#pairs.set(program, neighbour);
    neighbour.once('connect', () => {
      if (program.destroyed) return;
      this.#enter({ kind: 'up' });
      program.pipe(neighbour);
      neighbour.pipe(program);
    });
    // A side that was not ended but broken is passed on as broken.
    neighbour.on('error', (error) => {
      program.resetAndDestroy();
      if (this.#pairs.size <= 1) this.#enter({ kind: 'broken', reason: error.message, retryInMs: 0 });
    });
    program.once('error', () => neighbour.resetAndDestroy());
    program.once('close', () => {
      this.#pairs.delete(program);
      if (!neighbour.writableEnded || neighbour.connecting) neighbour.resetAndDestroy();
      if (this.#pairs.size === 0 && this.#state === 'up') this.#enter({ kind: 'idle' });
    });
    neighbour.once('close', () => {
      if (!program.writableEnded) program.resetAndDestroy();
    });
  }

  #resetAll(): void {
    for (const [program, neighbour] of this.#pairs) {
      program.resetAndDestroy();
      neighbour.resetAndDestroy();
    }
  }

  #enter(state: LinkEndState): void {
    if (state.kind === this.#state || !this.#server.listening) return;
    this.#state = state.kind;
    this.#options.onState(state);
  }
}
