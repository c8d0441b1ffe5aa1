/** Collects what a check saw and did. */
import type { Difference, Evidence, Time } from '../../src-shared/grading/evidence.ts';
import { visible } from '../../src-shared/visible-bytes.ts';
import { compareReply } from '../scenario/wrong-byte.ts';

export type { Difference, Evidence, Piece, Time } from '../../src-shared/grading/evidence.ts';

/** A check that talks for ever must not fill our memory: what is beyond this is counted and left out. */
export const EVIDENCE_LIMITS = {
  items: 400,
  pieceBytes: 2_000,
  pieces: 200,
  lines: 200,
  /**
   * Of all of a check's evidence together, written as JSON. A page writes it nine times as long at the most, and a page
   * of all checks must fit into one text.
   */
  chars: 600_000,
} as const;

/** Collects the evidence of one attempt at one check. */
export class EvidenceLog {
  readonly #items: Evidence[] = [];
  /** For each item, how many characters there were up to and with it. */
  readonly #chars: number[] = [];
  readonly #began = performance.now();
  #leftOut = 0;
  /** What comes from here on may be forgotten again: nothing is folded into what was before. */
  #foldable = 0;

  /** Seconds since the check began. */
  now(): Time {
    return Math.round(performance.now() - this.#began) / 1_000;
  }

  /** A time in milliseconds since 1970 as one of the check. */
  timeOf(epochMs: number): Time {
    return Math.round(epochMs - performance.timeOrigin - this.#began) / 1_000;
  }

  add(item: Evidence): void {
    if (this.#fold(item)) return;
    const chars = (this.#chars.at(-1) ?? 0) + JSON.stringify(item).length;
    if (this.#items.length >= EVIDENCE_LIMITS.items || chars > EVIDENCE_LIMITS.chars) {
      this.#leftOut++;
      return;
    }
    this.#items.push(item);
    this.#chars.push(chars);
  }

  action(text: string): void {
    this.add({ kind: 'action', at: this.now(), text });
  }

  note(text: string): void {
    this.add({ kind: 'note', text });
  }

  /** A place to come back to with `rewind`. */
  mark(): number {
    this.#foldable = this.#items.length;
    return this.#items.length;
  }

  /** Forgets what came after a mark: looks in vain at a fact that was waited for. */
  rewind(mark: number): void {
    const kept = Math.min(this.#items.length, mark);
    this.#items.length = kept;
    this.#chars.length = kept;
    this.#foldable = kept;
  }

  /** What says the same as what came before it is counted there: a herd may ask Places hundreds of times. */
  #fold(item: Evidence): boolean {
    const last = this.#items.at(-1);
    if (this.#items.length <= this.#foldable || last === undefined || !('text' in last)) return false;
    if (!('text' in item) || item.kind !== last.kind || item.text !== last.text) return false;
    this.#items[this.#items.length - 1] = { ...last, times: (last.times ?? 1) + 1 };
    return true;
  }

  /**
   * In the order of their times, equal ones as they came: a connection is added when it ends and is of when it began,
   * and what was asked of Places is added later still.
   */
  get items(): readonly Evidence[] {
    const items = inOrder(this.#items);
    if (this.#leftOut === 0) return items;
    return [...items, { kind: 'note', text: `… and ${this.#leftOut} more, left out here` }];
  }
}

/** What has no time of its own is of the latest before it. */
function inOrder(items: readonly Evidence[]): Evidence[] {
  let latest = 0;
  const timed = items.map((item) => {
    const at = 'at' in item ? item.at : latest;
    latest = Math.max(latest, at);
    return { at, item };
  });
  return timed.sort((a, b) => a.at - b.at).map(({ item }) => item);
}

/** The difference between bytes that should be equal; undefined: they are. */
export function differenceOf(expected: Uint8Array, got: Uint8Array): Difference | undefined {
  const wrong =
    compareReply(expected, got) ?? (got.length > expected.length ? tooMuch(expected, got) : undefined);
  if (wrong === undefined) return undefined;
  return { expected: visible(expected), got: visible(got), offset: wrong.offset, lines: wrong.lines };
}

function tooMuch(expected: Uint8Array, got: Uint8Array): { offset: number; lines: readonly string[] } {
  const extra = visible(got.subarray(expected.length), 100);
  return {
    offset: expected.length,
    lines: [`expected nothing more after byte ${expected.length}`, `got:      ${extra}`],
  };
}
