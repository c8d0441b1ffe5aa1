/** How quickly a scenario is played: what pauses before each step, and what ends the pause. */
import type { ScenarioPace } from '../../src-shared/front-types.ts';

/** The pause before a step of a scenario that is played slowly. */
const SLOW_MS = 1_000;

/** A step that has not been begun. */
interface Pause {
  readonly end: () => void;
  timer: NodeJS.Timeout | undefined;
}

export class Pacer {
  readonly #onChange: (now: { pace: ScenarioPace; waits: boolean }) => void;
  readonly #slowMs: number;
  readonly #pauses = new Set<Pause>();
  #pace: ScenarioPace;
  #toldWaits = false;

  /** @param onChange is told another pace, and whether a step now waits to be asked for */
  constructor(
    pace: ScenarioPace,
    onChange: (now: { pace: ScenarioPace; waits: boolean }) => void,
    slowMs = SLOW_MS,
  ) {
    this.#pace = pace;
    this.#onChange = onChange;
    this.#slowMs = slowMs;
  }

  /** Resolves when the next step may begin, in the order in which steps came; rejects when `signal` ends the run. */
  async before(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#pace === 'fast') return;
    let pause: Pause | undefined;
    const onAbort = (): void => pause?.end();
    await new Promise<void>((resolve) => {
      pause = { end: resolve, timer: undefined };
      signal.addEventListener('abort', onAbort, { once: true });
      this.#pauses.add(pause);
      this.#arm(pause);
      this.#tellWaits();
    });
    signal.removeEventListener('abort', onAbort);
    if (pause) this.#pauses.delete(pause);
    clearTimeout(pause?.timer);
    this.#tellWaits();
    signal.throwIfAborted();
  }

  /** Steps that pause already follow the new pace. */
  change(pace: ScenarioPace): void {
    if (pace === this.#pace) return;
    this.#pace = pace;
    for (const pause of this.#pauses) this.#arm(pause);
    this.#toldWaits = this.#waits;
    this.#onChange({ pace, waits: this.#waits });
  }

  /** Ends the oldest pause of a run that goes step by step. */
  next(): void {
    const [oldest] = this.#pauses;
    if (this.#pace !== 'steps' || oldest === undefined) return;
    // At once, so that two calls begin two steps.
    this.#pauses.delete(oldest);
    oldest.end();
  }

  get #waits(): boolean {
    return this.#pace === 'steps' && this.#pauses.size > 0;
  }

  #arm(pause: Pause): void {
    clearTimeout(pause.timer);
    pause.timer = undefined;
    if (this.#pace === 'fast') pause.end();
    else if (this.#pace === 'slow') pause.timer = setTimeout(pause.end, this.#slowMs);
  }

  #tellWaits(): void {
    if (this.#waits === this.#toldWaits) return;
    this.#toldWaits = this.#waits;
    this.#onChange({ pace: this.#pace, waits: this.#waits });
  }
}
