/** What is told a few at a time: entries of a transcript, news of a grading. */

/** Milliseconds in which they gather before they are told. */
const GATHER_MS = 50;

export class Gathered<T> {
  readonly #onSome: (some: readonly T[]) => void;
  #gathered: T[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(onSome: (some: readonly T[]) => void) {
    this.#onSome = onSome;
  }

  add(one: T): void {
    this.#gathered.push(one);
    this.#timer ??= setTimeout(() => this.give(), GATHER_MS);
  }

  /** What has gathered is told now. */
  give(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const some = this.#gathered;
    this.#gathered = [];
    if (some.length > 0) this.#onSome(some);
  }
}
