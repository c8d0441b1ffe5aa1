/**
 * The events that the log shows: the newest 100,000, found by number, and which of them the filter lets through.
 * Batches are appended without copying what is there; the oldest go in blocks, and it is said how many went.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { eventWeight } from '../../src-shared/events/event-weight.ts';
import type { EventType, HerdEvent } from '../../src-shared/events/events.ts';
import { clientOf, describeEvent } from '../log/describe-event.ts';
import type { EventHub } from './event-hub.ts';

export const LOG_LIMITS = {
  events: 100_000,
  /** Characters of all texts together: many long lines are as heavy as many events. */
  characters: 64_000_000,
  /** The oldest go this many at a time; where their texts are too long, as many as are too heavy. */
  block: 20_000,
  /** What stays of `characters` then. */
  charactersLeft: 48_000_000,
  /** Events that are looked through for the newest of a kind. */
  lookBack: 20_000,
} as const;
const CHUNK = 1_000;

export interface LogFilter {
  /** Empty: all. */
  readonly servers: readonly string[];
  readonly kinds: readonly EventType[];
  readonly client: string;
  readonly text: string;
}

export const NO_FILTER: LogFilter = { servers: [], kinds: [], client: '', text: '' };

export interface LogView {
  /** Events that are kept. */
  readonly kept: number;
  /** Events that the filter lets through. */
  readonly shown: number;
  readonly dropped: number;
  /** Events that came as a number only, because there were too many at once. */
  readonly leftOut: number;
  /** Rows that have gone from the top of what is shown, since the beginning. */
  readonly shownDropped: number;
  readonly filter: LogFilter;
}

export interface LogStore extends StoreApi<LogView> {
  append(batch: readonly HerdEvent[]): void;
  /** The number of the event in this row of what is shown; undefined: there is no such row. */
  numberAt(row: number): number | undefined;
  /** The row of an event, or of the next one that is shown. */
  rowOf(number: number): number;
  /** The number that the next event will have. */
  next(): number;
  /** Undefined: it is no longer kept. */
  event(number: number): HerdEvent | undefined;
  /** The newest events that it is asked for, newest first; looks no further back than `LOG_LIMITS.lookBack`. */
  recent(wanted: (event: HerdEvent) => boolean, most: number): HerdEvent[];
  /** All that the filter lets through, oldest first. */
  all(): IterableIterator<HerdEvent>;
  setFilter(filter: LogFilter): void;
  clear(): void;
}

function matcher({ servers, kinds, client, text }: LogFilter): (event: HerdEvent) => boolean {
  const wantedServers = new Set(servers);
  const wantedKinds = new Set<EventType>(kinds);
  const needle = text.trim().toLowerCase();
  const who = client.trim();
  return (event) =>
    (wantedServers.size === 0 || wantedServers.has(event.server)) &&
    (wantedKinds.size === 0 || wantedKinds.has(event.type)) &&
    (who === '' || clientOf(event) === who) &&
    (needle === '' || describeEvent(event).toLowerCase().includes(needle));
}

/** Some events and the weight of each; undefined: dropped, before the whole chunk is. */
interface Chunk {
  readonly events: (HerdEvent | undefined)[];
  readonly weights: number[];
}

const countLeftOut = (event: HerdEvent): number =>
  event.type === 'summarised' ? Object.values(event.counts).reduce((sum, count) => sum + count, 0) : 0;

/** @param schedule calls back soon: what has changed is told then, once for many batches */
export function createLogStore(
  hub: EventHub | undefined,
  schedule: (tell: () => void) => void = soon,
): LogStore {
  let chunks: Chunk[] = [];
  /** Number of the first event kept, and of the next one to come. */
  let first = 0;
  let next = 0;
  /** Number of the first place of the first chunk. */
  let base = 0;
  let weight = 0;
  let dropped = 0;
  let leftOut = 0;
  let filter = NO_FILTER;
  let matches: ((event: HerdEvent) => boolean) | undefined;
  /** Numbers of those shown, from `gone` on; only used while there is a filter. */
  let found: number[] = [];
  let gone = 0;
  let shownDropped = 0;
  let telling = false;
  const store = createStore<LogView>(() => ({
    kept: 0,
    shown: 0,
    dropped: 0,
    leftOut: 0,
    shownDropped: 0,
    filter,
  }));

  const shown = (): number => (matches ? found.length - gone : next - first);
  const publish = (): void => {
    telling = false;
    store.setState({ kept: next - first, shown: shown(), dropped, leftOut, shownDropped, filter });
  };
  const tell = (): void => {
    if (telling) return;
    telling = true;
    schedule(publish);
  };
  const event = (number: number): HerdEvent | undefined => {
    const place = number - base;
    return place < 0 ? undefined : chunks[Math.floor(place / CHUNK)]?.events[place % CHUNK];
  };
  const weightAt = (number: number): number => {
    const place = number - base;
    return chunks[Math.floor(place / CHUNK)]?.weights[place % CHUNK] ?? 0;
  };
  /** How many of the oldest are too heavy together; the newest always stays. */
  const tooHeavy = (): number => {
    let count = 0;
    for (let left = weight; left > LOG_LIMITS.charactersLeft && first + count < next - 1; count += 1) {
      left -= weightAt(first + count);
    }
    return count;
  };
  const dropOldest = (count: number): void => {
    for (let number = first; number < first + count; number += 1) {
      const place = number - base;
      const chunk = chunks[Math.floor(place / CHUNK)] as Chunk;
      weight -= chunk.weights[place % CHUNK] as number;
      // At once, and not with the rest of its chunk: a thousand long lines are a lot.
      chunk.events[place % CHUNK] = undefined;
    }
    first += count;
    dropped += count;
    const whole = Math.floor((first - base) / CHUNK);
    chunks = chunks.slice(whole);
    base += whole * CHUNK;
    if (!matches) {
      shownDropped += count;
      return;
    }
    const before = gone;
    while (gone < found.length && (found[gone] as number) < first) gone += 1;
    shownDropped += gone - before;
    if (gone * 2 > found.length) {
      found = found.slice(gone);
      gone = 0;
    }
  };
  const put = (newest: HerdEvent): void => {
    let chunk = chunks.at(-1);
    if (!chunk || chunk.events.length === CHUNK) {
      chunk = { events: [], weights: [] };
      chunks.push(chunk);
    }
    chunk.events.push(newest);
    const heavy = eventWeight(newest);
    chunk.weights.push(heavy);
    weight += heavy;
    leftOut += countLeftOut(newest);
    if (matches?.(newest)) found.push(next);
    next += 1;
    if (next - first > LOG_LIMITS.events) dropOldest(LOG_LIMITS.block);
    if (weight > LOG_LIMITS.characters) dropOldest(tooHeavy());
  };
  const append = (batch: readonly HerdEvent[]): void => {
    for (const newest of batch) put(newest);
    tell();
  };
  const numberAt = (row: number): number | undefined => {
    if (row < 0 || row >= shown()) return undefined;
    return matches ? found[gone + row] : first + row;
  };
  const rowOf = (number: number): number => {
    if (!matches) return Math.max(0, number - first);
    let low = gone;
    let high = found.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((found[middle] as number) < number) low = middle + 1;
      else high = middle;
    }
    return low - gone;
  };
  hub?.onBatch(append);

  return {
    ...store,
    append,
    event,
    next: () => next,
    numberAt,
    rowOf,
    recent(wanted, most) {
      const until = Math.max(first, next - LOG_LIMITS.lookBack);
      const newest: HerdEvent[] = [];
      for (let number = next - 1; number >= until && newest.length < most; number -= 1) {
        const one = event(number);
        if (one && wanted(one)) newest.push(one);
      }
      return newest;
    },
    *all() {
      for (let row = 0; row < shown(); row += 1) {
        const one = event(numberAt(row) ?? -1);
        if (one) yield one;
      }
    },
    setFilter(wanted) {
      filter = wanted;
      const any =
        wanted.servers.length + wanted.kinds.length > 0 || `${wanted.client}${wanted.text}`.trim() !== '';
      matches = any ? matcher(wanted) : undefined;
      found = [];
      gone = 0;
      if (matches) {
        for (let number = first; number < next; number += 1) {
          if (matches(event(number) as HerdEvent)) found.push(number);
        }
      }
      publish();
    },
    clear() {
      chunks = [];
      found = [];
      gone = 0;
      weight = 0;
      first = next;
      base = next;
      dropped = 0;
      leftOut = 0;
      publish();
    },
  };
}

/** Ten times a second is as often as a person can follow. */
const TELL_MS = 100;
function soon(tell: () => void): void {
  setTimeout(tell, TELL_MS);
}
