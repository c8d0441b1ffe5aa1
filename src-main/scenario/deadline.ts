/** Waiting for facts: until one holds, with a deadline that only counts the time in which this process could run. */
import { setTimeout as delay } from 'node:timers/promises';
import { ScenarioFault } from './verdict.ts';

/** A pause between two looks at a fact, in ms: from the first to the longest. */
const LOOKS = { first: 2, longest: 50 } as const;
/** If this process itself stood still for so many times a deadline, nothing can be said about the herd. */
const MOST_STALLED = 3;
const TICK_MS = 20;

export interface Waiting {
  readonly seconds: number;
  readonly signal: AbortSignal;
}

/**
 * Calls `look` until it gives something, at once and then again and again. Gives undefined when the time is up.
 * @throws ScenarioFault when this process could hardly run
 */
export async function waitFor<T>(
  look: () => Promise<T | undefined>,
  { seconds, signal }: Waiting,
): Promise<T | undefined> {
  const deadline = new Deadline(seconds);
  let pause: number = LOOKS.first;
  try {
    for (;;) {
      signal.throwIfAborted();
      const fact = await look();
      if (fact !== undefined) return fact;
      const left = deadline.leftMs();
      if (left <= 0) return undefined;
      await delay(Math.min(pause, left), undefined, { signal });
      pause = Math.min(pause * 1.5, LOOKS.longest);
    }
  } finally {
    deadline.end();
  }
}

/** A deadline that moves by as much as this process stood still: an overloaded machine is not the herd's fault. */
export class Deadline {
  readonly #ms: number;
  readonly #began = performance.now();
  #last = this.#began;
  #stalledMs = 0;
  readonly #timer = setInterval(() => this.#tick(), TICK_MS);

  constructor(seconds: number) {
    this.#ms = seconds * 1000;
  }

  /** Milliseconds until it is over; 0 or less: it is. @throws ScenarioFault when this process could hardly run */
  leftMs(): number {
    this.#tick();
    if (this.#stalledMs > this.#ms * MOST_STALLED) {
      throw new ScenarioFault(
        `this machine is overloaded: the check itself stood still for ${Math.round(this.#stalledMs)} ms of a deadline of ${this.#ms} ms`,
      );
    }
    return this.#began + this.#ms + this.#stalledMs - this.#last;
  }

  end(): void {
    clearInterval(this.#timer);
  }

  #tick(): void {
    const now = performance.now();
    const late = now - this.#last - TICK_MS;
    if (late > TICK_MS) this.#stalledMs += late;
    this.#last = now;
  }
}
