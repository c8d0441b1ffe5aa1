/** What happened in a run, step by step: what was sent, what came back, what was expected. */
import { jsonGist } from '../../src-shared/replies/json-gist.ts';
import { visible } from '../../src-shared/visible-bytes.ts';

/** More entries than a person reads; further ones are only counted. */
const MOST_ENTRIES = 20_000;

export type Happening =
  | { readonly kind: 'step'; readonly line: number; readonly text: string; readonly note?: string }
  | { readonly kind: 'did'; readonly text: string }
  | { readonly kind: 'sent'; readonly server: string; readonly bytes: string }
  /** `gist`: what the JSON of places says that came. */
  | { readonly kind: 'got'; readonly server: string; readonly bytes: string; readonly gist?: string }
  | { readonly kind: 'expected'; readonly text: string; readonly ok: boolean };

export type Entry = Happening & {
  /** Milliseconds since the run began. */
  readonly atMs: number;
  /** How deep in loops and concurrent blocks. */
  readonly depth: number;
  /** Which of the concurrent blocks, such as `1` or `2.1`; absent outside of them. */
  readonly block?: string;
};

/** Writes entries for one place in a scenario; inner blocks get writers of their own into the same list. */
export class Transcript {
  readonly #entries: Entry[];
  readonly #counts: { left: number };
  readonly #onEntry: ((entry: Entry) => void) | undefined;
  readonly #clock: () => number;
  readonly #depth: number;
  readonly #block: string | undefined;

  /**
   * @param clock milliseconds since the run began
   * @param onEntry is told each entry as it is written; those that are left out are not
   */
  constructor(clock: () => number, from?: Transcript, block?: string, onEntry?: (entry: Entry) => void) {
    this.#clock = clock;
    this.#onEntry = from === undefined ? onEntry : from.#onEntry;
    this.#entries = from ? from.#entries : [];
    this.#counts = from ? from.#counts : { left: 0 };
    this.#depth = from === undefined ? 0 : from.#depth + 1;
    this.#block = block ?? (from === undefined ? undefined : from.#block);
  }

  inner(block?: number): Transcript {
    const path = block === undefined ? this.#block : [this.#block, block].filter(Boolean).join('.');
    return new Transcript(this.#clock, this, path);
  }

  /** A writer whose entries nobody reads: for what the check itself sends. */
  aside(): Transcript {
    return new Transcript(this.#clock);
  }

  get entries(): readonly Entry[] {
    return this.#entries;
  }

  /** Entries that were left out. */
  get leftOut(): number {
    return this.#counts.left;
  }

  add(happening: Happening): void {
    if (this.#entries.length >= MOST_ENTRIES) {
      this.#counts.left++;
      return;
    }
    const place = { atMs: Math.round(this.#clock()), depth: this.#depth };
    const entry = {
      ...happening,
      ...place,
      ...(this.#block === undefined ? {} : { block: this.#block }),
    };
    this.#entries.push(entry);
    this.#onEntry?.(entry);
  }

  did(text: string): void {
    this.add({ kind: 'did', text });
  }

  sent(server: string, bytes: Uint8Array): void {
    this.add({ kind: 'sent', server, bytes: visible(bytes) });
  }

  got(server: string, bytes: Uint8Array): void {
    const gist = jsonGist(bytes);
    this.add({ kind: 'got', server, bytes: visible(bytes), ...(gist === undefined ? {} : { gist }) });
  }

  expected(text: string, ok: boolean): void {
    this.add({ kind: 'expected', text, ok });
  }
}
