/**
 * One direction of a link of a hosted program: it dials a port of ours and is passed on to its neighbour,
 * so that the link can be cut and healed from outside. Bytes pass unchanged, at the slower side's pace,
 * and each direction ends by itself.
 */
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import type { Address } from '../../src-shared/topology/topology.ts';

const LOOPBACK = '127.0.0.1';

export interface LinkProxyOptions {
  /** Where the neighbour listens now; asked for each connection. */
  addressOf(): Address | undefined;
  /** Whether the link is cut; asked for each connection. */
  isCut(): boolean;
  /**
   * Whether nobody could be reached: then connections are refused, as the neighbour's machine would. Without this
   * they are accepted and reset. Asked by `refresh`.
   */
  isShut?(): boolean;
  /** Where to listen; port 0: a free one. */
  readonly at?: Address;
  /** Asked for each connection: what the program sends on it is shown to this. */
  tap?(): (chunk: Uint8Array) => void;
}

/** Before it is tried again to listen where something else has the port meanwhile. */
const AGAIN_MS = 200;

export class LinkProxy {
  readonly #options: LinkProxyOptions;
  readonly #server: Server;
  /** The program's connections, each with ours to the neighbour. */
  readonly #pairs = new Map<Socket, Socket>();
  #address: Address = { host: LOOPBACK, port: 0 };
  #again: NodeJS.Timeout | undefined;
  #closed = false;

  private constructor(options: LinkProxyOptions) {
    this.#options = options;
    this.#server = createServer({ allowHalfOpen: true, pauseOnConnect: true, noDelay: true }, (socket) =>
      this.#accept(socket),
    );
  }

  /** Listens on the loopback interface. */
  static async open(options: LinkProxyOptions): Promise<LinkProxy> {
    const proxy = new LinkProxy(options);
    const server = proxy.#server;
    const at = options.at ?? proxy.#address;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(at, () => {
        server.off('error', reject);
        server.on('error', () => proxy.#tryAgain());
        resolve();
      });
    });
    proxy.#address = { host: at.host, port: (server.address() as AddressInfo).port };
    proxy.refresh();
    return proxy;
  }

  /** What the program is to dial. */
  get address(): Address {
    return this.#address;
  }

  /** Refuses connections while nobody could be reached, and takes them again. Connections that there are stay. */
  refresh(): void {
    const shut = this.#closed || (this.#options.isShut?.() ?? false);
    if (shut === !this.#server.listening) return;
    if (shut) this.#server.close();
    else this.#server.listen(this.#address);
  }

  #tryAgain(): void {
    clearTimeout(this.#again);
    this.#again = setTimeout(() => this.refresh(), AGAIN_MS);
  }

  /** The link was cut: what passes through it is reset. New connections ask for themselves. */
  resetAll(): void {
    for (const [program, neighbour] of this.#pairs) {
      reset(program);
      reset(neighbour);
    }
  }

  /** Resets all connections and gives the port back. Idempotent. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#again);
    const closed = new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
    this.resetAll();
    await closed;
  }

  #accept(program: Socket): void {
    const address = this.#options.isCut() ? undefined : this.#options.addressOf();
    program.on('error', () => {});
    if (address === undefined) {
      reset(program);
      return;
    }
    const neighbour = connect({ ...address, allowHalfOpen: true, noDelay: true });
    this.#pairs.set(program, neighbour);
    neighbour.once('connect', () => {
      if (program.destroyed) return;
      const tap = this.#options.tap?.();
      if (tap !== undefined) program.on('data', tap);
      program.pipe(neighbour);
      neighbour.pipe(program);
    });
    // A side that was not ended but broken is passed on as broken.
    neighbour.on('error', () => reset(program));
    program.once('error', () => reset(neighbour));
    program.once('close', () => {
      if (!neighbour.writableEnded) reset(neighbour);
      if (neighbour.closed) this.#pairs.delete(program);
    });
    neighbour.once('close', () => {
      if (!program.writableEnded) reset(program);
      if (program.closed) this.#pairs.delete(program);
    });
  }
}

/** Breaks a connection at once. One that is still being made can't be reset: it would first be waited for. */
function reset(socket: Socket): void {
  if (socket.connecting) socket.destroy();
  else socket.resetAndDestroy();
}
