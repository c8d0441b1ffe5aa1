/** How far a run is, and how long the rest will take. */
import type { GradingEvent } from './grade-submission.ts';

export class Progress {
  readonly #checksEach: number;
  readonly #submissions: number;
  readonly #now: () => number;
  readonly #began: number;
  #left: number;
  #done = 0;
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
    if (event.type !== 'check') return;
    this.#done++;
    this.#left--;
  }

  /** One is finished; `again`: it was so before this run. */
  finished(again: boolean): void {
    this.#finished++;
    if (again) this.#left -= this.#checksEach;
  }

  /** `3 of 200 graded, about 12 min left`. */
  get text(): string {
    const graded = `${this.#finished} of ${this.#submissions} graded`;
    if (this.#done === 0 || this.#left <= 0) return graded;
    const seconds = (((this.#now() - this.#began) / this.#done) * this.#left) / 1_000;
    return `${graded}, about ${duration(seconds)} left`;
  }
}

function duration(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.round(minutes / 6) / 10} h`;
}
