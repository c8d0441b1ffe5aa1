/** Whether a page that crashed is worth another try: three crashes within half a minute are a loop. */

export const CRASH_LIMITS = { crashes: 3, withinMs: 30_000 } as const;

export class CrashLoop {
  #times: number[] = [];
  readonly #clock: () => number;

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /** Notes a crash; true when it is one too many. It begins anew then. */
  noteCrash(): boolean {
    const now = this.#clock();
    this.#times = [...this.#times.filter((time) => now - time < CRASH_LIMITS.withinMs), now];
    const loops = this.#times.length >= CRASH_LIMITS.crashes;
    if (loops) this.#times = [];
    return loops;
  }
}
