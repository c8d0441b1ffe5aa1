/** A client's connection to a server: writes in pieces, keeps what came and how it ended. */
import { connect, type Socket } from 'node:net';
import type { Address } from '../../src-shared/topology/topology.ts';
import { ScenarioFailure, ScenarioFault } from './verdict.ts';

/** Bytes of unread answers that are kept; no scenario's reply comes near. */
const MOST_UNREAD = 8 * 1024 * 1024;
/** What the operating system says when it is this machine that has run out of something. */
const OURS: ReadonlySet<string> = new Set([
  'EMFILE',
  'ENFILE',
  'EADDRNOTAVAIL',
  'ENOBUFS',
  'ENOMEM',
  'EACCES',
  'EPERM',
]);

export type ConnectionEnd = 'open' | 'closed' | 'reset';

export class ClientConnection {
  readonly server: string;
  readonly #socket: Socket;
  #unread: Uint8Array = new Uint8Array(0);
  #end: ConnectionEnd = 'open';
  #wake: () => void = () => {};

  private constructor(server: string, socket: Socket) {
    this.server = server;
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (chunk: Uint8Array) => {
      const joined = new Uint8Array(this.#unread.length + chunk.length);
      joined.set(this.#unread);
      joined.set(chunk, this.#unread.length);
      this.#unread = joined;
      if (joined.length > MOST_UNREAD) socket.pause();
      this.#wake();
    });
    socket.on('end', () => this.#ended('closed'));
    socket.on('error', () => this.#ended('reset'));
    socket.on('close', () => this.#ended('closed'));
  }

  static open(
    server: string,
    address: Address,
    seconds: number,
    signal: AbortSignal,
  ): Promise<ClientConnection> {
    return new Promise((resolve, reject) => {
      const socket = connect({ ...address, allowHalfOpen: true, signal });
      const refused = (reason: string, ours: boolean): void => {
        clearTimeout(timer);
        socket.destroy();
        const problem = `no connection to ${server} (${address.host}:${address.port}): ${reason}`;
        reject(
          signal.aborted ? signal.reason : ours ? new ScenarioFault(problem) : new ScenarioFailure(problem),
        );
      };
      const failed = (error: NodeJS.ErrnoException): void =>
        refused(error.message, OURS.has(error.code ?? ''));
      const timer = setTimeout(() => refused(`nothing within ${seconds} s`, false), seconds * 1000);
      socket.once('error', failed);
      socket.once('connect', () => {
        clearTimeout(timer);
        socket.off('error', failed);
        resolve(new ClientConnection(server, socket));
      });
    });
  }

  /** What came and was not yet taken. */
  get unread(): Uint8Array {
    return this.#unread;
  }

  get end(): ConnectionEnd {
    return this.#end;
  }

  /** Each piece in a write of its own, the next when the system has taken it. */
  async write(pieces: readonly Uint8Array[]): Promise<void> {
    for (const piece of pieces) {
      await new Promise<void>((resolve) => {
        // An error is seen by the 'error' listener and told by whoever waits for the answer.
        this.#socket.write(piece, () => setImmediate(resolve));
      });
    }
  }

  halfClose(): void {
    this.#socket.end();
  }

  take(count: number): Uint8Array {
    const taken = this.#unread.slice(0, count);
    this.#unread = this.#unread.slice(count);
    return taken;
  }

  /** Resolves when something came or it ended since the last look, or after `ms`. */
  async change(ms: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    await new Promise<void>((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        this.#wake = () => {};
        resolve();
      };
      const timer = setTimeout(done, ms);
      signal.addEventListener('abort', done);
      this.#wake = done;
    });
    signal.throwIfAborted();
  }

  close(): void {
    this.#socket.destroy();
  }

  #ended(how: ConnectionEnd): void {
    if (this.#end !== 'open') return;
    this.#end = how;
    this.#wake();
  }
}
