/** How updates spread, folded from events: by which links, how quickly, and how many AT lines that took. */
import { readAtLine } from './at-lines.ts';
import type { Cause, HerdEvent } from './events.ts';

export interface FloodStep {
  readonly server: string;
  readonly time: number;
  /** Since the first server heard it. */
  readonly afterMs: number;
  /** The neighbour that told it; null: a client, or a connection that doesn't say. */
  readonly from: string | null;
  readonly cause: Cause;
  /** Links from the first server; null: not known. */
  readonly hops: number | null;
}

export interface Flood {
  readonly client: string;
  readonly timestamp: string;
  readonly origin: string;
  readonly line: string;
  readonly begunAt: number;
  /** In the order in which servers heard of it; one that was restarted meanwhile comes again. */
  readonly steps: readonly FloodStep[];
  /** AT lines between servers that it took, `repeats` among them: those that told a server what it knew. */
  readonly lines: number;
  readonly repeats: number;
}

type Open = { -readonly [K in keyof Flood]: Flood[K] } & { steps: FloodStep[] };

/** Steps of one flood that are kept; a server that is restarted over and over makes them endless. */
const MOST_STEPS = 2_000;

const keyOf = (client: string, timestamp: string): string => `${client} ${timestamp}`;

export class FloodFold {
  readonly #floods = new Map<string, Open>();
  /** The flood of each client's newest update: whose a repetition is, because its event doesn't say. */
  readonly #newest = new Map<string, string>();
  readonly #most: number;

  /** @param most floods that are kept, the newest ones */
  constructor(most = 2_000) {
    this.#most = most;
  }

  take(event: HerdEvent): void {
    if (event.type === 'update') this.#update(event.server, event.time, event.line, event.cause);
    else if (event.type === 'ignored' && event.why === 'duplicate' && event.cause.kind !== 'client') {
      const flood = this.#floods.get(this.#newest.get(event.client) ?? '');
      if (flood === undefined) return;
      flood.lines++;
      flood.repeats++;
    }
  }

  flood(client: string, timestamp: string): Flood | undefined {
    return this.#floods.get(keyOf(client, timestamp));
  }

  /** A client's newest. */
  newest(client: string): Flood | undefined {
    return this.#floods.get(this.#newest.get(client) ?? '');
  }

  #update(server: string, time: number, line: string, cause: Cause): void {
    const read = readAtLine(line);
    if (read === null) return;
    const { client, timestamp, origin } = read;
    const key = keyOf(client, timestamp);
    const flood =
      this.#floods.get(key) ?? this.#begin(key, { client, timestamp, origin, line, begunAt: time });
    if (cause.kind !== 'client') flood.lines++;
    if (flood.steps.length >= MOST_STEPS) return;
    const from = cause.kind === 'link' ? cause.from : null;
    const before = flood.steps.findLast((step) => step.server === from)?.hops;
    const told = before === undefined || before === null ? null : before + 1;
    const hops = cause.kind === 'client' ? 0 : told;
    flood.steps.push({ server, time, afterMs: time - flood.begunAt, from, cause, hops });
  }

  #begin(key: string, head: Pick<Flood, 'client' | 'timestamp' | 'origin' | 'line' | 'begunAt'>): Open {
    const flood: Open = { ...head, steps: [], lines: 0, repeats: 0 };
    this.#floods.set(key, flood);
    this.#newest.set(head.client, key);
    if (this.#floods.size > this.#most) {
      const [oldest] = this.#floods;
      if (oldest !== undefined) {
        const [oldKey, { client }] = oldest;
        this.#floods.delete(oldKey);
        if (this.#newest.get(client) === oldKey) this.#newest.delete(client);
      }
    }
    return flood;
  }
}
