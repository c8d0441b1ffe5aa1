/**
 * What a server tells of itself: into its log file, and as events to whoever listens. The one place that does
 * either, so that neither is forgotten, and that both cost nothing when nobody wants them.
 */
import type { HerdError } from '../../src-shared/errors.ts';
import type { Cause, EventOf, EventType, LinkEndState } from '../../src-shared/events/events.ts';
import { LF } from '../../src-shared/protocol/bytes.ts';
import { decodeText, encodeText, type Moment } from '../../src-shared/protocol/index.ts';
import type { EventBus } from '../ground/event-bus.ts';
import type { ServerLog } from './server-log.ts';
import { type Clock, milliseconds } from './wall-clock.ts';

/** Somebody at the other end of a connection, as logs and events name it. */
export interface Peer {
  readonly text: string;
  readonly bytes: Uint8Array;
}

export const peer = (text: string): Peer => ({ text, bytes: encodeText(text) });

/** The server itself, where there is no other end. */
const SELF = peer('-');

type Told<T extends EventType> = Omit<EventOf<T>, 'time' | 'server' | 'type'>;

export class Journal {
  readonly #server: string;
  readonly #events: EventBus;
  #log: ServerLog | undefined;
  readonly #clock: Clock;
  /** The moment that lines are told with: read once for all lines that came together. */
  readonly now: Moment = { seconds: 0, nanos: 0 };

  constructor(server: string, events: EventBus, clock: Clock) {
    this.#server = server;
    this.#events = events;
    this.#clock = clock;
    this.tick();
  }

  /** The file that it writes into from now on; closed with it. */
  set log(log: ServerLog | undefined) {
    this.#log = log;
  }

  /** Reads the clock: bytes have come, or something has happened. */
  tick(): void {
    this.#clock(this.now);
  }

  /** Whether anybody wants lines: ask before making one just to tell of it. */
  get lines(): boolean {
    return this.#log !== undefined || this.#events.wanted.line;
  }

  get updates(): boolean {
    return this.#events.wanted.update;
  }

  get ignored(): boolean {
    return this.#events.wanted.ignored;
  }

  /** @param plain that the bytes are printable ASCII and spaces, where the caller knows */
  line(direction: 'in' | 'out', at: Peer, bytes: DataView, start: number, end: number, plain = false): void {
    this.#log?.line(this.#time, direction, at.bytes, bytes, start, end, plain);
    if (this.#events.wanted.line) {
      const line = new Uint8Array(bytes.buffer, bytes.byteOffset + start, end - start);
      this.#emit('line', { direction, peer: at.text, text: decodeText(line) });
    }
  }

  /** An answer of many lines, the last of them blank: each of the others in the log, and one event for all of them. */
  answer(to: Peer, bytes: DataView, length: number): void {
    if (!this.lines) return;
    const all = new Uint8Array(bytes.buffer, bytes.byteOffset, length);
    const first = all.indexOf(LF);
    for (let start = 0, end = first; end !== -1 && end < length - 1; end = all.indexOf(LF, start)) {
      this.#log?.line(this.#time, 'out', to.bytes, bytes, start, end, false);
      start = end + 1;
    }
    if (!this.#events.wanted.line) return;
    const text = decodeText(all.subarray(0, first));
    // Without the end of its last line, and the blank line.
    const body = decodeText(all.subarray(first + 1, length - 2));
    this.#emit('line', { direction: 'out', peer: to.text, text, body });
  }

  connection(change: 'opened' | 'closed', at: Peer, reason?: string): void {
    this.tick();
    this.#log?.note(this.#time, change === 'opened' ? 'open' : 'close', at.bytes, reason ?? '');
    if (this.#events.wanted.connection) {
      this.#emit(
        'connection',
        reason === undefined ? { peer: at.text, change } : { peer: at.text, change, reason },
      );
    }
  }

  link(neighbour: Peer, state: LinkEndState): void {
    this.tick();
    this.#log?.note(this.#time, 'link', neighbour.bytes, describeLink(state));
    if (this.#events.wanted.link) this.#emit('link', { neighbour: neighbour.text, state });
  }

  /** The link's end as its server ends. For the log alone: that the server ended is an event of its own. */
  linkEnded(neighbour: Peer, how: string, owedClients: number): void {
    this.tick();
    const owed = owedClients === 0 ? '' : `; ${owedClients} clients were still owed`;
    this.#log?.note(this.#time, 'link', neighbour.bytes, `ended: ${how}${owed}`);
  }

  update(client: string, line: string, cause: Cause): void {
    if (this.#events.wanted.update) this.#emit('update', { client, line, cause });
  }

  ignore(client: string, why: 'stale' | 'duplicate', cause: Cause): void {
    if (this.#events.wanted.ignored) this.#emit('ignored', { client, why, cause });
  }

  places(told: Told<'places'>): void {
    this.tick();
    const { source, latitude, longitude, radiusMetres, status, results, tookMs } = told;
    this.#log?.note(
      this.#time,
      'ask',
      SELF.bytes,
      `${source} ${latitude},${longitude} ${radiusMetres} m: ${status}, ${results} places, ${Math.round(tookMs)} ms`,
    );
    if (this.#events.wanted.places) this.#emit('places', told);
  }

  problem(error: HerdError): void {
    this.tick();
    this.#log?.note(this.#time, 'note', SELF.bytes, `${error.message} [${error.code}] ${error.why}`);
    if (this.#events.wanted.problem) this.#emit('problem', { error: error.toData() });
  }

  note(text: string): void {
    this.tick();
    this.#log?.note(this.#time, 'note', SELF.bytes, text);
  }

  close(): void {
    this.#log?.close();
  }

  get #time(): number {
    return milliseconds(this.now);
  }

  #emit<T extends EventType>(type: T, told: Told<T>): void {
    this.#events.emit({ time: this.#time, server: this.#server, type, ...told } as unknown as EventOf<T>);
  }
}

function describeLink(state: LinkEndState): string {
  switch (state.kind) {
    case 'broken':
      return state.retryInMs === 0
        ? `broken: ${state.reason}`
        : `broken: ${state.reason}; next try in ${Math.round(state.retryInMs)} ms`;
    default:
      return state.kind;
  }
}
