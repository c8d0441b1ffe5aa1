/**
 * Deadlines that are fair to a slow machine: a budget of seconds is spent more slowly while more processes want to run
 * than there are cores, and not at all while this process itself can't run. Nothing here is waited out when the fact
 * that is waited for has come, so generous budgets cost nothing. A budget ends at the latest when being late would say
 * nothing any more, so that what never comes is named within a stated time.
 */
import { readFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';

/** What an answer may take on a machine that has nothing else to do, in seconds. */
export const PATIENCE = { answer: 4, start: 15, end: 4 } as const;

const TICK_MS = 50;
/** A pause between two looks at a fact, in ms: from the first to the longest. */
const LOOKS = { first: 4, longest: 100 } as const;
/** So many times more work than cores: a missed deadline then says nothing about the herd. */
const OVERLOAD = 8;
const MOST = 40;

/** How many want to run at this moment, we not among them. */
export function runnableProcesses(): number {
  try {
    // “0.20 0.18 0.12 1/80 11206”: how many stands before the slash, we among them.
    return Number(readFileSync('/proc/loadavg', 'utf8').split(' ')[3]?.split('/')[0]) - 1;
  } catch {
    return loadavg()[0] ?? 0;
  }
}

/** So many that want to run as how many times slower than alone each of them is: 1 where there are cores enough. */
export const asLoad = (runnable: number, cores: number): number =>
  Math.min(MOST, Math.max(1, runnable / cores));

/** How many times slower than alone a process runs now: 1 on an idle machine, 4 with eight busy loops on two cores. */
export const machineLoad = (): number => asLoad(runnableProcesses(), availableParallelism());

/** Time to spend: after eight times its seconds at the latest, overloaded then. Call `end` when it isn't needed any more. */
export class Budget {
  readonly #seconds: number;
  readonly #load: () => number;
  #last = performance.now();
  /** Of the clock on the wall, without what was held. */
  #goneMs = 0;
  #spentMs = 0;
  #holders = 0;
  #onSpent: () => void = () => {};
  readonly #timer = setInterval(() => this.#tick(), TICK_MS);

  constructor(seconds: number, load: () => number = machineLoad) {
    this.#seconds = seconds;
    this.#load = load;
  }

  /** Milliseconds that are left, for a machine without other work; 0 or less: it is spent. */
  get leftMs(): number {
    return this.#isWorthless ? 0 : this.#seconds * 1_000 - this.#spentMs;
  }

  /** Whether so much time has gone by that, even if all the rest were spent at once, being late would say nothing. */
  get #isWorthless(): boolean {
    return this.#elapsedMs > Math.max(1, this.#seconds * 1_000) * OVERLOAD;
  }

  get #elapsedMs(): number {
    return this.#goneMs + (this.#holders === 0 ? performance.now() - this.#last : 0);
  }

  /** Whether the machine had so much else to do that being late says nothing. */
  get overloaded(): boolean {
    return this.#elapsedMs > Math.max(1, this.#spentMs) * OVERLOAD;
  }

  /** In words: what was waited, for a reason. */
  get waited(): string {
    return `${(this.#elapsedMs / 1_000).toFixed(1)} s`;
  }

  /** Calls `listener` when it is spent. */
  onSpent(listener: () => void): void {
    this.#onSpent = listener;
  }

  /** Nothing is spent while `act` goes on: for what has a deadline of its own. */
  async hold<T>(act: () => Promise<T>): Promise<T> {
    this.#spend();
    this.#holders++;
    try {
      return await act();
    } finally {
      this.#spend();
      this.#holders--;
    }
  }

  end(): void {
    clearInterval(this.#timer);
  }

  #spend(): void {
    const now = performance.now();
    const gone = now - this.#last;
    this.#last = now;
    if (this.#holders > 0) return;
    this.#goneMs += gone;
    // What is more than two ticks is time in which we could not run ourselves.
    this.#spentMs += Math.min(gone, 2 * TICK_MS) / this.#load();
  }

  #tick(): void {
    this.#spend();
    if (this.leftMs > 0) return;
    this.end();
    this.#onSpent();
  }
}

export type Waited<T> =
  | { readonly kind: 'fact'; readonly fact: T }
  | { readonly kind: 'late'; readonly overloaded: boolean; readonly waited: string };

/**
 * Calls `look` until it gives something, at once and then again and again, until the budget is spent: after eight times
 * its seconds at the latest.
 */
export async function waitFor<T>(
  look: () => Promise<T | undefined> | T | undefined,
  seconds: number,
  signal: AbortSignal,
  load: () => number = machineLoad,
): Promise<Waited<T>> {
  const budget = new Budget(seconds, load);
  let pause: number = LOOKS.first;
  try {
    for (;;) {
      signal.throwIfAborted();
      const last = budget.leftMs <= 0;
      const fact = await look();
      if (fact !== undefined) return { kind: 'fact', fact };
      if (last) return { kind: 'late', overloaded: budget.overloaded, waited: budget.waited };
      await delay(pause, undefined, { signal });
      pause = Math.min(pause * 1.5, LOOKS.longest);
    }
  } catch (thrown) {
    signal.throwIfAborted();
    throw thrown;
  } finally {
    budget.end();
  }
}
