/** How far a run is, and how long the rest will take. */
import type { GradingEvent } from './grade-submission.ts';

/** So much of a submission's checks says how long the others take: the first are the quickest. */
const TELLING_SHARE = 0.25;

export class Progress {
  readonly #checksEach: number;
  readonly #submissions: number;
  readonly #now: () => number;
  readonly #began: number;
  /** Of each submission that is under way, the checks that are to come. */
  readonly #open = new Map<string, number>();
  #left: number;
  /** Checks that were run: those of a herd that can't be started take no time, and say nothing of others. */
  #run = 0;
  /** Whether one was graded to its end in this run. */
  #whole = false;
  #finished = 0;

  /** `now`: milliseconds of any clock. */
  constructor(submissions: number, checksEach: number, now: () => number = () => performance.now()) {
    this.#submissions = submissions;
    this.#checksEach = checksEach;
    this.#left = submissions * checksEach;
    this.#now = now;
    this.#began = now();
  }

  take(event: GradingEvent): void {
    if (event.type === 'submission') {
      this.#left -= this.#checksEach - event.checks;
      this.#open.set(event.name, event.checks);
    }
    if (event.type !== 'check') return;
    this.#open.set(event.name, (this.#open.get(event.name) ?? 0) - 1);
    this.#left--;
    if (event.result.attempts > 0) this.#run++;
  }

  /** One is finished; `again`: it was so before this run. */
  finished(name: string, again: boolean): void {
    this.#finished++;
    // What could not be run has checks left that nobody will run.
    this.#left -= this.#open.get(name) ?? this.#checksEach;
    this.#open.delete(name);
    this.#whole ||= !again && this.#run > 0;
  }

  /** `3 of 200 graded, about 12 min left`; nothing of time as long as too little is known of it. */
  get text(): string {
    const graded = `${this.#finished} of ${this.#submissions} graded`;
    const isTelling = this.#whole || this.#run >= Math.max(1, this.#checksEach * TELLING_SHARE);
    if (!isTelling || this.#left <= 0 || this.#finished >= this.#submissions) return graded;
    const seconds = (((this.#now() - this.#began) / this.#run) * this.#left) / 1_000;
    return `${graded}, about ${duration(seconds)} left`;
  }
}

function duration(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.round(minutes / 6) / 10} h`;
}
