/** Waiting for facts: until one holds, with a deadline, and with an eye on whether this machine kept up. */
import { setTimeout as delay } from 'node:timers/promises';
import { ScenarioFault } from './verdict.ts';

/** A pause between two looks at a fact, in ms: from the first to the longest. */
const LOOKS = { first: 2, longest: 50 } as const;
/** If this process itself stood still for so much of a deadline, the deadline says nothing about the herd. */
const STALLED = 0.3;
const TICK_MS = 20;

export interface Waiting {
  readonly seconds: number;
  readonly signal: AbortSignal;
}

/**
 * Calls `look` until it gives something, at once and then again and again. Gives undefined when the time is up.
 * @throws ScenarioFault when the time is up and this process stood still for much of it
 */
export async function waitFor<T>(
  look: () => Promise<T | undefined>,
  { seconds, signal }: Waiting,
): Promise<T | undefined> {
  const watch = new StallWatch();
  const end = performance.now() + seconds * 1000;
  let pause: number = LOOKS.first;
  try {
    for (;;) {
      signal.throwIfAborted();
      const fact = await look();
      if (fact !== undefined) return fact;
      const left = end - performance.now();
      if (left <= 0) break;
      await delay(Math.min(pause, left), undefined, { signal });
      pause = Math.min(pause * 1.5, LOOKS.longest);
    }
    watch.check(seconds);
    return undefined;
  } finally {
    watch.end();
  }
}

/** Measures for how long this process could not run. */
export class StallWatch {
  #last = performance.now();
  #stalledMs = 0;
  readonly #timer = setInterval(() => this.#tick(), TICK_MS);

  #tick(): void {
    const now = performance.now();
    const late = now - this.#last - TICK_MS;
    if (late > TICK_MS) this.#stalledMs += late;
    this.#last = now;
  }

  /** @throws ScenarioFault when much of these seconds was lost. */
  check(seconds: number): void {
    this.#tick();
    if (this.#stalledMs < seconds * 1000 * STALLED) return;
    throw new ScenarioFault(
      `this machine is overloaded: the check itself stood still for ${Math.round(this.#stalledMs)} ms of ${seconds} s`,
    );
  }

  end(): void {
    clearInterval(this.#timer);
  }
}
