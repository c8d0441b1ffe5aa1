/**
 * One accepted connection, of a client or a peer: bytes in, lines to the desk, answers out in order. Answers to
 * all that came in one read go out in one write. While too much waits to be taken, no more of its lines are read.
 */
import type { Socket } from 'node:net';
import type { ByteWriter } from '../../src-shared/protocol/byte-writer.ts';
import { LineSplitter, type LineTaker } from '../../src-shared/protocol/index.ts';
import type { LineScan } from '../../src-shared/protocol/line-scan.ts';
import { formatAddress } from '../../src-shared/topology/topology.ts';
import { takenOver } from './intake.ts';
import { type Journal, type Peer, peer } from './journal.ts';
import { LIMITS } from './limits.ts';
import { Passage } from './passage.ts';
import type { Flushable, TurnEnd } from './turn-end.ts';
import { writeOut } from './write-out.ts';

/** Who answers lines: appends to `out`, or promises with `connection.later`. */
export interface Desk {
  readonly journal: Journal;
  readonly scan: LineScan;
  readonly turnEnd: TurnEnd;
  /** Shared by all connections: only in use between the first line of a read and the write after its last. */
  readonly out: ByteWriter;
  line(connection: Connection, bytes: Uint8Array, start: number, end: number, ended: boolean): void;
  overlong(connection: Connection, bytes: Uint8Array, start: number, end: number): void;
  closed(connection: Connection): void;
}

/** An answer that waits for those before it, or for Places. */
interface Answer {
  /** Undefined until it is there. */
  bytes: Uint8Array | undefined;
  readonly abort: AbortController | undefined;
}

export class Connection implements LineTaker, Flushable {
  readonly peer: Peer;
  /** Whose link this is, once its AT lines have said so. */
  readonly passage = new Passage();
  readonly #socket: Socket;
  readonly #desk: Desk;
  readonly #splitter: LineSplitter;
  /** Answers behind one that Places hasn't given yet. */
  readonly #waiting: Answer[] = [];
  #waitingBytes = 0;
  /** Bytes that the lines of the present read may still be answered with. */
  #room = 0;
  #asks = 0;
  /** What is left of a read of which not all lines have been taken yet. */
  #held: Uint8Array | undefined;
  #ended = false;
  #finished = false;
  #paused = false;
  /** Whether its socket gathers what is written until the turn's end. */
  #gathering = false;
  #closeReason: string | undefined;

  /** @param accepted by a listener with `pauseOnConnect` */
  constructor(accepted: Socket, desk: Desk) {
    const socket = takenOver(accepted, (bytes, end) => this.#read(bytes, end));
    this.#socket = socket;
    this.#desk = desk;
    this.#splitter = new LineSplitter(desk.scan);
    this.peer = peer(formatAddress({ host: socket.remoteAddress ?? '?', port: socket.remotePort ?? 0 }));
    socket.on('drain', () => this.#goOn());
    socket.on('end', () => {
      this.#ended = true;
      this.#goOn();
    });
    socket.on('error', (error) => {
      this.#closeReason = error.message;
    });
    socket.once('close', () => this.#closed());
    desk.journal.connection('opened', this.peer);
  }

  /** Promises an answer for the line that is being answered. Aborted when the asker is gone. */
  later(answer: (signal: AbortSignal) => Promise<Uint8Array>): void {
    this.#seal();
    const abort = new AbortController();
    const place: Answer = { bytes: undefined, abort };
    this.#waiting.push(place);
    this.#asks++;
    answer(abort.signal).then(
      (bytes) => this.#answered(place, bytes),
      // Only an abort rejects, and then nobody waits any more.
      () => this.#answered(place, new Uint8Array(0)),
    );
  }

  /** Accepts, but neither reads nor writes. */
  pause(): void {
    this.#paused = true;
    this.#socket.pause();
  }

  resume(): void {
    this.#paused = false;
    this.flush();
    this.#pump();
    this.#goOn();
  }

  /** Answers what was asked and ends the connection; what comes now is not read. */
  finish(): void {
    this.#finished = true;
    this.#held = undefined;
    this.#socket.pause();
    this.#endIfDone();
  }

  /** The turn is at its end: what it gathered goes out. */
  flush(): void {
    if (this.#paused || !this.#gathering) return;
    this.#gathering = false;
    this.#socket.uncork();
    if (this.#held !== undefined) this.#goOn();
  }

  reset(): void {
    this.#finished = true;
    // What is being shut down can't be reset: Node would neither close it nor say so.
    if (this.#socket.writableEnded) this.#socket.destroy();
    else this.#socket.resetAndDestroy();
  }

  line(bytes: Uint8Array, start: number, end: number, ended: boolean): boolean {
    this.#desk.line(this, bytes, start, end, ended);
    return this.#hasRoom;
  }

  overlong(bytes: Uint8Array, start: number, end: number): boolean {
    this.#desk.overlong(this, bytes, start, end);
    return this.#hasRoom;
  }

  /** Whether lines may be taken. */
  get #open(): boolean {
    return !this.#paused && !this.#finished && this.#asks < LIMITS.pendingAsks && this.#freeBytes > 0;
  }

  /** The same inside one read, asked for each line: what the socket has to send doesn't change meanwhile. */
  get #hasRoom(): boolean {
    return !this.#finished && this.#asks < LIMITS.pendingAsks && this.#desk.out.length < this.#room;
  }

  /** How much more may be answered before the client must have taken some. */
  get #freeBytes(): number {
    return LIMITS.replyBytes - this.#waitingBytes - this.#socket.writableLength;
  }

  /** Takes the lines in [0, end), or holds what must wait. Returns whether more may be read. */
  #read(bytes: Uint8Array, end: number): boolean {
    if (this.#finished) return false;
    this.#desk.journal.tick();
    let taken = 0;
    for (;;) {
      this.#room = this.#freeBytes;
      taken = this.#splitter.push(bytes, taken, this, end);
      this.#write();
      if (taken === end) break;
      if (this.#open) continue;
      this.#held = bytes.slice(taken, end);
      break;
    }
    return this.#held === undefined && this.#open;
  }

  /** Takes up again what was held back. */
  #goOn(): void {
    if (!this.#open) {
      this.#endIfDone();
      return;
    }
    const held = this.#held;
    if (held !== undefined) {
      this.#held = undefined;
      this.#read(held, held.length);
      if (this.#held !== undefined) return;
    }
    if (!this.#ended) {
      if (this.#open) this.#socket.resume();
      return;
    }
    this.#finished = true;
    this.#desk.journal.tick();
    this.#splitter.end(this);
    this.#write();
    this.#endIfDone();
  }

  /** Sends what has been answered in this turn, or lines it up behind what Places owes. */
  #write(): void {
    const { out } = this.#desk;
    if (this.#waiting.length === 0 && !this.#paused) {
      if (out.length >= LIMITS.gatherBytes) this.#send(out.take());
      else if (out.length > 0) writeOut(this.#socket, out);
      return;
    }
    this.#seal();
    this.#pump();
  }

  /** A short answer goes out at once; long ones, of clients that ask many things at a time, at the turn's end. */
  #send(bytes: Uint8Array): void {
    if (!this.#gathering && bytes.length >= LIMITS.gatherBytes) {
      this.#gathering = true;
      this.#socket.cork();
      this.#desk.turnEnd.want(this);
    }
    this.#socket.write(bytes);
  }

  #seal(): void {
    const { out } = this.#desk;
    if (out.length === 0) return;
    const bytes = out.take();
    this.#waiting.push({ bytes, abort: undefined });
    this.#waitingBytes += bytes.length;
    this.#room -= bytes.length;
  }

  #answered(place: Answer, bytes: Uint8Array): void {
    place.bytes = bytes;
    this.#waitingBytes += bytes.length;
    this.#asks--;
    if (this.#socket.destroyed) return;
    this.#pump();
    this.#goOn();
  }

  /** Sends the answers whose turn it is. */
  #pump(): void {
    if (this.#paused) return;
    for (let next = this.#waiting[0]; next?.bytes !== undefined; next = this.#waiting[0]) {
      this.#waiting.shift();
      this.#waitingBytes -= next.bytes.length;
      if (next.bytes.length > 0) this.#send(next.bytes);
    }
  }

  #endIfDone(): void {
    if (!this.#finished || this.#waiting.length > 0 || this.#paused) return;
    if (this.#ended) this.#socket.end();
    else this.#socket.destroySoon();
  }

  #closed(): void {
    for (const answer of this.#waiting) answer.abort?.abort(new Error('the asker is gone'));
    this.#held = undefined;
    this.#desk.journal.connection('closed', this.peer, this.#closeReason);
    this.#desk.closed(this);
  }
}
