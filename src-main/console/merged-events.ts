/**
 * The host's events and the console's own as one stream in batches. Own events wait a little for the host's that
 * happened before them, so that a front sees both in the order of their times.
 */
import type { Host } from '../../src-shared/console-contract.ts';
import type { EventType, HerdEvent } from '../../src-shared/events/events.ts';
import { EVENT_TYPES } from '../ground/event-bus.ts';

/** A little more than the host gathers a batch. */
const OWN_WAIT_MS = 50;
/** Own events are few; more than this only waits when nobody can keep up, and then the oldest are given at once. */
const MOST_WAITING = 1_000;

type Listener = (batch: readonly HerdEvent[]) => void;

export class MergedEvents {
  readonly #host: Host;
  readonly #streams = new Set<Stream>();

  constructor(host: Host) {
    this.#host = host;
  }

  emit(event: HerdEvent): void {
    for (const stream of this.#streams) stream.own(event);
  }

  /** Returns how to stop; what has gathered is given first. */
  subscribe(listener: Listener, types: readonly EventType[] = EVENT_TYPES): () => void {
    const stream = new Stream(listener, new Set(types));
    this.#streams.add(stream);
    const stop = this.#host.subscribe((batch) => stream.host(batch), types);
    return () => {
      this.#streams.delete(stream);
      stop();
      stream.end();
    };
  }
}

class Stream {
  readonly #listener: Listener;
  readonly #types: ReadonlySet<EventType>;
  #own: HerdEvent[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(listener: Listener, types: ReadonlySet<EventType>) {
    this.#listener = listener;
    this.#types = types;
  }

  own(event: HerdEvent): void {
    if (!this.#types.has(event.type)) return;
    this.#own.push(event);
    if (this.#own.length >= MOST_WAITING) this.#give();
    else this.#timer ??= setTimeout(() => this.#give(), OWN_WAIT_MS);
  }

  host(batch: readonly HerdEvent[]): void {
    const last = batch.at(-1);
    if (last === undefined || this.#own.length === 0) {
      this.#listener(batch);
      return;
    }
    // Those that are newer than all of the batch go on waiting for the next one.
    const ready = this.#own.filter(({ time }) => time <= last.time);
    this.#own = this.#own.filter(({ time }) => time > last.time);
    if (this.#own.length === 0) this.#stopWaiting();
    this.#listener(merge(batch, ready));
  }

  end(): void {
    this.#give();
  }

  #give(): void {
    this.#stopWaiting();
    const own = this.#own;
    this.#own = [];
    if (own.length > 0) this.#listener(own);
  }

  #stopWaiting(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}

/** Both in their own order, and by time between them; of equal times the host's comes first. */
function merge(host: readonly HerdEvent[], own: readonly HerdEvent[]): HerdEvent[] {
  const merged: HerdEvent[] = [];
  let next = 0;
  for (const event of host) {
    for (let mine = own[next]; mine !== undefined && mine.time < event.time; mine = own[++next]) {
      merged.push(mine);
    }
    merged.push(event);
  }
  return [...merged, ...own.slice(next)];
}
