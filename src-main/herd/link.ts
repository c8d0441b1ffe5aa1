/**
 * A server's own connection to one neighbour: dialled once and kept, dialled again with backoff and jitter when it
 * breaks, and given all that the server knows each time it comes up. On the wire it is nothing but AT lines, with
 * this server's name appended, so that the neighbour knows which link they came by and sends none back over it.
 */
import { connect, type Socket } from 'node:net';
import type { LinkEndState } from '../../src-shared/events/events.ts';
import { ByteWriter } from '../../src-shared/protocol/byte-writer.ts';
import { encodeText, sameBytes, viewOf } from '../../src-shared/protocol/bytes.ts';
import { LineSplitter, type LineTaker } from '../../src-shared/protocol/index.ts';
import type { LineScan } from '../../src-shared/protocol/line-scan.ts';
import type { Address } from '../../src-shared/topology/topology.ts';
import { readInto } from './intake.ts';
import { type Journal, type Peer, peer } from './journal.ts';
import { LIMITS } from './limits.ts';
import { Passage } from './passage.ts';
import { PendingClients } from './pending-clients.ts';
import { isSelfConnection } from './self-connection.ts';
import { ShortCalls } from './short-calls.ts';
import type { TurnEnd } from './turn-end.ts';
import type { UpdateStore } from './update-store.ts';
import { writeOut } from './write-out.ts';

/** What a link needs of its server. */
export interface LinkOwner {
  readonly name: string;
  readonly store: UpdateStore;
  readonly journal: Journal;
  readonly scan: LineScan;
  /** 0 ≤ x < 1, for jitter. */
  random(): number;
  addressOf(neighbour: string): Address | undefined;
  readonly turnEnd: TurnEnd;
  /**
   * The neighbour is cut off or doesn't answer: perhaps it is restarted and has forgotten what it told us.
   * @param stalled it took nothing for long, so that we gave the connection up although the neighbour hadn't
   */
  lost(link: Link, stalled: boolean): void;
  /** A line that the neighbour wrote on this connection. */
  heard(link: Link, passage: Passage, bytes: Uint8Array, start: number, end: number): void;
}

const REFUSED_AT_LINE = viewOf(encodeText('? AT '));

export class Link implements LineTaker {
  readonly neighbour: string;
  readonly peer: Peer;
  /** AT lines written. */
  linesOut = 0;
  readonly #owner: LinkOwner;
  readonly #pending = new PendingClients();
  readonly #batch = new ByteWriter(1024);
  /** ` Alford\n`: what ends each AT line on this link. */
  #tail: DataView;
  #state: LinkEndState = { kind: 'idle' };
  /** The state that was last told of. */
  #told: LinkEndState['kind'] = 'idle';
  #socket: Socket | undefined;
  #splitter: LineSplitter;
  readonly passage = new Passage(this);
  #redial: NodeJS.Timeout | undefined;
  #stall: NodeJS.Timeout | undefined;
  #steady: NodeJS.Timeout | undefined;
  /** Set while updates gather for the next write. */
  #gather: NodeJS.Timeout | undefined;
  /** When the present millisecond of writing began, and the lines that had been written by then. */
  #shareBegan = 0;
  #linesBefore = 0;
  #failures = 0;
  #paused = false;
  /** Whether the connection was given up because the neighbour took nothing. */
  #stalled = false;
  readonly #shortCalls = new ShortCalls();
  /** When this connection was written to last. */
  #wroteAt: number | undefined;
  #dialledAt = Number.NEGATIVE_INFINITY;
  /** Set while it finishes: called when it has. */
  #finished: (() => void) | undefined;

  constructor(neighbour: string, owner: LinkOwner) {
    this.neighbour = neighbour;
    this.peer = peer(neighbour);
    this.#owner = owner;
    this.#splitter = new LineSplitter(owner.scan);
    this.#tail = viewOf(encodeText(` ${owner.name}\n`));
  }

  get state(): LinkEndState {
    return this.#state;
  }

  /** Begins to dial, unless it is cut or does so already. */
  open(): void {
    if (this.#state.kind === 'idle') this.#dial();
  }

  /**
   * The neighbour is heard of again: no need to wait long for the next try. But whoever says so may be wrong, or
   * lie, and say it with every line: the first wait is kept.
   */
  wake(): void {
    if (this.#state.kind !== 'broken' || this.#paused) return;
    const waitMs = this.#dialledAt + LIMITS.redialFirstMs - performance.now();
    clearTimeout(this.#redial);
    if (waitMs <= 0) this.#dial();
    else this.#redial = setTimeout(() => this.#dial(), waitMs);
  }

  cut(): void {
    this.#shortCalls.forget();
    this.#drop();
    this.#owner.lost(this, false);
    this.#become({ kind: 'cut' });
  }

  heal(): void {
    if (this.#state.kind !== 'cut') return;
    this.#failures = 0;
    this.#dial();
  }

  /** Stops writing, reading and dialling, but keeps the connection: what a stopped process would do. */
  pause(): void {
    this.#paused = true;
    clearTimeout(this.#redial);
    clearTimeout(this.#stall);
    clearTimeout(this.#gather);
    this.#stall = this.#gather = undefined;
    this.#socket?.pause();
  }

  resume(): void {
    this.#paused = false;
    this.#socket?.resume();
    if (this.#state.kind === 'broken') {
      // While this server slept its neighbour may have come and gone.
      this.#owner.lost(this, false);
      this.#dial();
    }
    this.#owner.turnEnd.want(this);
  }

  /** The client's newest update is to be passed on. */
  owe(client: number): void {
    // A link that isn't up needs no notes: it is given everything when it comes up, unless that takes many calls.
    if (this.#state.kind !== 'up' && !this.#shortCalls.on) return;
    this.#pending.add(client);
    this.#owner.turnEnd.want(this);
  }

  /** The neighbour knows the client's newest update: it has just told us, or been told by the way. */
  settle(client: number): void {
    this.#pending.remove(client);
  }

  /** Writes what is owed, as far as the neighbour takes it. */
  flush(): void {
    const socket = this.#socket;
    if (socket === undefined || this.#state.kind !== 'up' || this.#paused || !socket.writable) return;
    if (this.#shortCalls.on) {
      this.#callShortly(socket);
      return;
    }
    if (this.#isBurst && this.#finished === undefined) {
      this.#gather ??= setTimeout(() => {
        this.#gather = undefined;
        this.flush();
      }, LIMITS.linkGatherMs);
      return;
    }
    while (this.#pending.size > 0 && socket.writableLength < LIMITS.linkBytes) this.#writeBatch(socket);
    if (socket.writableLength >= LIMITS.linkBytes) this.#watchForStall();
    if (this.#finished !== undefined && this.#pending.size === 0) socket.destroySoon();
  }

  /**
   * Whether the present millisecond has had its share. A few updates go out at once; in a burst a link is written to
   * once a millisecond: fewer and larger writes, and a neighbour that is woken less often, are worth more then.
   */
  get #isBurst(): boolean {
    const now = performance.now();
    if (now - this.#shareBegan >= LIMITS.linkGatherMs) {
      this.#shareBegan = now;
      this.#linesBefore = this.linesOut;
    }
    return this.linesOut - this.#linesBefore >= LIMITS.linkLinesAtOnce;
  }

  /** Writes what is owed, as fast as the neighbour takes it, then ends the connection. Resolves when that is done. */
  finish(): Promise<void> {
    if (this.#state.kind !== 'up') {
      this.kill();
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      this.#finished = resolve;
      this.flush();
    });
  }

  /** Resets the connection and forgets what is owed. */
  kill(): void {
    this.#end('reset');
  }

  line(bytes: Uint8Array, start: number, end: number, ended: boolean): boolean {
    if (ended) this.#heard(bytes, start, end);
    return true;
  }

  overlong(): boolean {
    return true;
  }

  #read(bytes: Uint8Array, end: number): boolean {
    this.#owner.journal.tick();
    this.#splitter.push(bytes, 0, this, end);
    return true;
  }

  #heard(bytes: Uint8Array, start: number, end: number): void {
    const { byteLength } = REFUSED_AT_LINE;
    const refused =
      end - start >= byteLength && sameBytes(this.#owner.scan.view, start, REFUSED_AT_LINE, 0, byteLength);
    if (refused && this.#tail.byteLength > 1) {
      // A program that takes exactly six fields: from now on it gets them so, and all of it once more.
      this.#tail = viewOf(encodeText('\n'));
      this.#owner.journal.note(
        `${this.neighbour} refuses AT lines with a server's name appended: it now gets six fields`,
      );
      this.#pending.addAll(this.#owner.store.size);
      this.#owner.turnEnd.want(this);
    }
    this.#owner.heard(this, this.passage, bytes, start, end);
  }

  #writeBatch(socket: Socket, bytes: number = LIMITS.linkBatchBytes): void {
    const { store, journal } = this.#owner;
    const batch = this.#batch;
    const tell = journal.lines;
    while (batch.length < bytes) {
      const client = this.#pending.take();
      if (client < 0) break;
      this.linesOut++;
      const start = batch.length;
      store.copyLine(client, batch);
      batch.copy(this.#tail, 0, this.#tail.byteLength);
      if (tell) journal.line('out', this.peer, batch.view, start, batch.length - 1);
    }
    if (batch.length === 0) return;
    this.#wroteAt = performance.now();
    writeOut(socket, batch);
  }

  /** Writes one line, and the next on the next connection. A neighbour that keeps this one is told all again. */
  #callShortly(socket: Socket): void {
    if (this.#wroteAt !== undefined || this.#pending.size === 0) return;
    this.#writeBatch(socket, 1);
    clearTimeout(this.#steady);
    this.#steady = setTimeout(() => {
      this.#shortCalls.forget();
      this.#failures = 0;
      this.#pending.addAll(this.#owner.store.size);
      this.flush();
    }, LIMITS.linkSteadyMs);
  }

  #dial(): void {
    this.#drop();
    if (this.#paused) {
      this.#become({ kind: 'broken', reason: 'it is dialled when this server is resumed', retryInMs: 0 });
      return;
    }
    this.#dialledAt = performance.now();
    const address = this.#owner.addressOf(this.neighbour);
    if (address === undefined) {
      this.#broken('its address is not known yet');
      return;
    }
    this.#become({ kind: 'connecting' });
    const socket = connect({
      ...address,
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: LIMITS.keepAliveMs,
      onread: readInto((bytes, end) => this.#read(bytes, end)),
    });
    this.#socket = socket;
    let reason = 'the neighbour closed it';
    const giveUp = setTimeout(() => socket.destroy(new Error('no answer')), LIMITS.dialTimeoutMs);
    socket.once('connect', () => {
      clearTimeout(giveUp);
      if (isSelfConnection(socket)) socket.destroy(new Error('nobody listens there'));
      else this.#up(socket);
    });
    socket.on('drain', () => {
      clearTimeout(this.#stall);
      this.#stall = undefined;
      this.flush();
    });
    socket.on('error', (error) => {
      reason = error.message;
    });
    socket.once('close', () => {
      clearTimeout(giveUp);
      if (this.#socket !== socket) return;
      if (this.#finished === undefined) this.#broken(reason);
      else this.#end(this.#pending.size === 0 ? 'all was written' : reason);
    });
  }

  #up(socket: Socket): void {
    if (this.#socket !== socket) return;
    // A neighbour that accepts and closes at once is no better than one that refuses: the waits go on growing.
    this.#steady = setTimeout(() => {
      this.#failures = 0;
    }, LIMITS.linkSteadyMs);
    this.#become({ kind: 'up' });
    if (!this.#shortCalls.on) this.#pending.addAll(this.#owner.store.size);
    this.#owner.turnEnd.want(this);
  }

  #broken(reason: string): void {
    this.#countShortCall();
    this.#drop();
    this.#owner.lost(this, this.#stalled);
    this.#stalled = false;
    const longest = Math.min(LIMITS.redialLastMs, LIMITS.redialFirstMs * 2 ** this.#failures++);
    // Half fixed, half jitter: five servers that lost the same one don't come back all at once.
    const retryInMs = longest / 2 + (longest / 2) * this.#owner.random();
    this.#become({ kind: 'broken', reason, retryInMs });
    if (!this.#paused) this.#redial = setTimeout(() => this.#dial(), retryInMs);
  }

  #countShortCall(): void {
    const wereShort = this.#shortCalls.on;
    this.#shortCalls.ended(this.#wroteAt === undefined ? undefined : performance.now() - this.#wroteAt);
    if (!this.#shortCalls.on) return;
    // It took a line: that is as good as a call gets.
    this.#failures = 0;
    if (wereShort) return;
    this.#pending.addAll(this.#owner.store.size);
    this.#owner.journal.note(
      `${this.neighbour} closes each connection after a line: from now on it gets one line a connection`,
    );
  }

  /** The server ends, and the link with it. */
  #end(how: string): void {
    const owed = this.#pending.size;
    const wasUp = this.#state.kind === 'up';
    this.#shortCalls.forget();
    this.#drop();
    this.#state = { kind: 'idle' };
    this.#told = 'idle';
    if (wasUp) this.#owner.journal.linkEnded(this.peer, how, owed);
    this.#finished?.();
    this.#finished = undefined;
  }

  #watchForStall(): void {
    this.#stall ??= setTimeout(() => {
      this.#stall = undefined;
      this.#stalled = true;
      this.#socket?.destroy(new Error(`it took nothing for ${LIMITS.linkStallMs / 1000} s`));
    }, LIMITS.linkStallMs);
  }

  #drop(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    this.#forget();
    if (socket !== undefined) {
      socket.on('error', () => undefined);
      if (socket.connecting) socket.destroy();
      else socket.resetAndDestroy();
    }
  }

  #forget(): void {
    clearTimeout(this.#redial);
    clearTimeout(this.#stall);
    clearTimeout(this.#steady);
    clearTimeout(this.#gather);
    this.#redial = this.#stall = this.#steady = this.#gather = undefined;
    this.#wroteAt = undefined;
    if (!this.#shortCalls.on) this.#pending.clear();
    this.#splitter = new LineSplitter(this.#owner.scan);
  }

  /** Tells of each change, but not of each vain try or short call: a neighbour that stays down is told of once. */
  #become(state: LinkEndState): void {
    this.#state = state;
    if (this.#shortCalls.on && this.#told === 'up') return;
    const retrying = this.#told === 'broken' && (state.kind === 'connecting' || state.kind === 'broken');
    if (retrying || this.#told === state.kind) return;
    this.#told = state.kind;
    this.#owner.journal.link(this.peer, state);
  }
}
