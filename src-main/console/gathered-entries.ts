/** Entries of a transcript, given a few at a time. */
import type { Entry } from '../scenario/index.ts';

/** Milliseconds in which entries gather before they are told. */
const GATHER_MS = 50;

export class GatheredEntries {
  readonly #onEntries: (entries: readonly Entry[]) => void;
  #gathered: Entry[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(onEntries: (entries: readonly Entry[]) => void) {
    this.#onEntries = onEntries;
  }

  add(entry: Entry): void {
    this.#gathered.push(entry);
    this.#timer ??= setTimeout(() => this.give(), GATHER_MS);
  }

  /** What has gathered is told now. */
  give(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const entries = this.#gathered;
    this.#gathered = [];
    if (entries.length > 0) this.#onEntries(entries);
  }
}
