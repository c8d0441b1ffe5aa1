/**
 * What a page misses while it doesn't answer, in bounded memory: exact counts of what flows, and the newest of what a
 * page would show something false without.
 */
import type { HerdEvent } from '../../src-shared/events/events.ts';
import { nowMs } from '../herd/wall-clock.ts';

/** Problems that are kept, the first ones: the cause stands there. */
export const PROBLEMS_KEPT = 500;

export class LeftOut {
  readonly #now: () => number;
  #counts: Record<string, number> = {};
  /** In the order in which they happened. */
  readonly #kept = new Map<string, HerdEvent>();
  #problems = 0;

  constructor(now: () => number = nowMs) {
    this.#now = now;
  }

  get isEmpty(): boolean {
    return this.#kept.size === 0 && Object.keys(this.#counts).length === 0;
  }

  add(event: HerdEvent): void {
    if (event.type === 'summarised') {
      for (const [type, count] of Object.entries(event.counts)) this.#count(type, count);
      return;
    }
    const key = this.#keyOf(event);
    if (key === undefined) {
      this.#count(event.type, 1);
      return;
    }
    if (this.#kept.delete(key)) this.#count(event.type, 1);
    this.#kept.set(key, event);
  }

  /** What was kept, then how many of what were not; begins anew. */
  take(): HerdEvent[] {
    const events = [...this.#kept.values()];
    if (Object.keys(this.#counts).length > 0) {
      events.push({ type: 'summarised', time: this.#now(), server: '-', counts: this.#counts });
    }
    this.#kept.clear();
    this.#counts = {};
    this.#problems = 0;
    return events;
  }

  #count(type: string, count: number): void {
    this.#counts[type] = (this.#counts[type] ?? 0) + count;
  }

  /** Of events with the same key the newest is kept. Undefined: it is only counted. */
  #keyOf(event: HerdEvent): string | undefined {
    switch (event.type) {
      // Each kind of state: that a server was down meanwhile means that it has forgotten.
      case 'server':
        return `server ${event.server} ${event.state.kind}`;
      case 'link':
        return `link ${event.server} ${event.neighbour} ${event.state.kind}`;
      case 'topology':
      case 'swarm':
        return event.type;
      case 'scenario':
        return event.step.kind === 'entries' ? undefined : `scenario ${event.step.kind}`;
      case 'problem':
        return this.#problems < PROBLEMS_KEPT ? `problem ${this.#problems++}` : undefined;
      default:
        return undefined;
    }
  }
}
