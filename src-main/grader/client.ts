/** A client's connection to a server, with the time of everything that went and came. */
import { connect, type Socket } from 'node:net';
import { type Address, formatAddress } from '../../src-shared/topology/topology.ts';
import { visible } from '../../src-shared/visible-bytes.ts';
import { EVIDENCE_LIMITS, type EvidenceLog, type Piece } from './evidence.ts';
import { late, overloaded } from './late.ts';
import { Budget, machineLoad, PATIENCE } from './patience.ts';
import { CheckFailure, HinderedHere } from './verdict.ts';

/** `open`: the server hasn't ended it yet. */
export type ConnectionEnd = 'open' | 'closed' | 'reset';

/** What this machine says when it is itself that has run out of something. */
const OURS: ReadonlySet<string> = new Set(['EMFILE', 'ENFILE', 'EADDRNOTAVAIL', 'ENOBUFS', 'ENOMEM']);
/** Bytes that are kept of what a server sends on one connection. */
const MOST_RECEIVED = 16 * 1024 * 1024;
/** Of what is pushed, handed to the network at a time. */
const PUSHED_BYTES = 16 * 1024;

export class Client {
  readonly server: string;
  readonly #socket: Socket;
  readonly #log: EvidenceLog;
  readonly #signal: AbortSignal;
  readonly #load: () => number;
  readonly #at: number;
  readonly #pieces: Piece[] = [];
  readonly #received: Buffer[] = [];
  readonly #waiting = new Set<() => void>();
  #size = 0;
  #unsent = 0;
  #end: ConnectionEnd = 'open';
  #told = false;

  private constructor(
    server: string,
    socket: Socket,
    log: EvidenceLog,
    signal: AbortSignal,
    load: () => number,
  ) {
    this.server = server;
    this.#socket = socket;
    this.#log = log;
    this.#signal = signal;
    this.#load = load;
    this.#at = log.now();
    socket.on('data', (chunk: Buffer) => {
      this.#record('server', chunk);
      this.#received.push(chunk);
      this.#size += chunk.length;
      if (this.#size > MOST_RECEIVED) socket.destroy();
      this.#wake();
    });
    socket.on('end', () => this.#ended('closed'));
    socket.on('error', () => this.#ended('reset'));
    socket.on('close', () => this.#ended('closed'));
  }

  /** @throws CheckFailure when the server takes no connection, HinderedHere when this machine can't make one */
  static open(
    server: string,
    address: Address,
    log: EvidenceLog,
    signal: AbortSignal,
    load: () => number = machineLoad,
  ): Promise<Client> {
    return new Promise((resolve, reject) => {
      const budget = new Budget(PATIENCE.answer, load);
      const socket = connect({ ...address, allowHalfOpen: true, noDelay: true });
      const giveUp = (error: Error): void => {
        budget.end();
        signal.removeEventListener('abort', aborted);
        socket.destroy();
        reject(error);
      };
      const aborted = (): void => giveUp(signal.reason);
      const problem = (reason: string) =>
        `${server} (${formatAddress(address)}) took no connection: ${reason}`;
      const failed = (error: NodeJS.ErrnoException): void =>
        giveUp(
          OURS.has(error.code ?? '')
            ? new HinderedHere(problem(error.message))
            : new CheckFailure(problem(error.message)),
        );
      if (signal.aborted) return aborted();
      signal.addEventListener('abort', aborted);
      budget.onSpent(() => giveUp(late(budget, problem(`nothing within ${budget.waited}`))));
      socket.once('error', failed);
      socket.once('connect', () => {
        budget.end();
        signal.removeEventListener('abort', aborted);
        socket.off('error', failed);
        resolve(new Client(server, socket, log, signal, load));
      });
    });
  }

  /** All that came so far. */
  get received(): Uint8Array {
    const whole = Buffer.concat(this.#received);
    this.#received.splice(0, this.#received.length, whole);
    return new Uint8Array(whole.buffer, whole.byteOffset, whole.length);
  }

  get end(): ConnectionEnd {
    return this.#end;
  }

  /** Writes in pieces that end at `cuts` (offsets, ascending), each handed to the network before the next. */
  async send(bytes: Uint8Array, cuts: readonly number[] = []): Promise<void> {
    const edges = [0, ...cuts, bytes.length];
    for (let i = 1; i < edges.length; i++) {
      const piece = bytes.subarray(edges[i - 1], edges[i]);
      if (piece.length === 0) continue;
      this.#record('client', piece);
      await new Promise<void>((resolve) => {
        // An error is seen by the listener above. A turn in between: the next piece shall be a segment of its own.
        this.#socket.write(piece, () => setImmediate(resolve));
        if (this.#socket.destroyed || this.#end === 'reset') resolve();
      });
    }
  }

  /** Begins to hand all of it to the network, piece after piece, and does not wait until it is taken. */
  push(bytes: Uint8Array): void {
    this.#record('client', bytes);
    this.#unsent += bytes.length;
    const pushFrom = (start: number): void => {
      const piece = bytes.subarray(start, start + PUSHED_BYTES);
      if (piece.length === 0) return;
      // One write of all of it would be told of when the last byte is taken, and not before.
      this.#socket.write(piece, (error) => {
        if (error) return;
        this.#unsent -= piece.length;
        pushFrom(start + piece.length);
      });
    };
    pushFrom(0);
  }

  /** What was pushed and the network has not taken yet; none when the connection has ended. */
  get unsentBytes(): number {
    return this.#end === 'open' ? this.#unsent : 0;
  }

  /** Says that nothing more will be sent, and goes on reading. */
  halfClose(): void {
    this.#socket.end();
  }

  /** Reads nothing more until `resume`. */
  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  /** Waits until `enough` says so; false: it didn't within `seconds`. It is also asked when the connection ends. */
  until(enough: (client: Client) => boolean, seconds: number = PATIENCE.answer): Promise<boolean> {
    return new Promise((resolve, reject) => {
      const budget = new Budget(seconds, this.#load);
      const over = (): void => {
        budget.end();
        this.#waiting.delete(look);
        this.#signal.removeEventListener('abort', aborted);
      };
      const aborted = (): void => {
        over();
        reject(this.#signal.reason);
      };
      const look = (): void => {
        if (!enough(this)) return;
        over();
        resolve(true);
      };
      if (this.#signal.aborted) return aborted();
      this.#signal.addEventListener('abort', aborted);
      this.#waiting.add(look);
      budget.onSpent(() => {
        over();
        if (budget.overloaded)
          reject(overloaded(`${this.server} did not do what was waited for within ${budget.waited}`));
        else resolve(false);
      });
      look();
    });
  }

  /** Ends it and adds it to the evidence. */
  close(how: 'politely' | 'reset' = 'politely'): void {
    if (this.#told) return;
    this.#told = true;
    const ends = {
      open: 'the client closed it',
      closed: 'the server closed it',
      reset: 'the server reset it',
    };
    const end = ends[this.#end];
    this.#log.add({ kind: 'exchange', at: this.#at, server: this.server, pieces: this.#pieces, end });
    if (how === 'reset') this.#socket.resetAndDestroy();
    else this.#socket.destroy();
  }

  #record(from: Piece['from'], bytes: Uint8Array): void {
    if (this.#pieces.length >= EVIDENCE_LIMITS.pieces) return;
    this.#pieces.push({ at: this.#log.now(), from, text: visible(bytes, EVIDENCE_LIMITS.pieceBytes) });
  }

  #ended(how: ConnectionEnd): void {
    if (this.#end === 'open') this.#end = how;
    this.#wake();
  }

  #wake(): void {
    for (const look of [...this.#waiting]) look();
  }
}
