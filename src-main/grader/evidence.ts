/** What a check saw and did, in order, as plain data that every report can show. */
import { visible } from '../../src-shared/visible-bytes.ts';
import { compareReply } from '../scenario/wrong-byte.ts';

/** Seconds since the check began. */
export type Time = number;

/** Bytes that went or came at a time, with the invisible ones shown. */
export interface Piece {
  readonly at: Time;
  readonly from: 'client' | 'server';
  readonly text: string;
}

/** Where what came left what was expected: two rows and a caret below the first difference. */
export interface Difference {
  readonly expected: string;
  readonly got: string;
  /** Offset in bytes, from 0; -1: they can't be laid beside each other. */
  readonly offset: number;
  readonly lines: readonly string[];
}

export type Evidence =
  /** One connection to a server: everything that went over it and how it ended. */
  | {
      readonly kind: 'exchange';
      readonly at: Time;
      readonly server: string;
      readonly pieces: readonly Piece[];
      /** In words: “the server closed it”, “still open after 3 s”. */
      readonly end: string;
    }
  /** What was done to the herd: started, killed, ... */
  | { readonly kind: 'action'; readonly at: Time; readonly text: string }
  /** What a server was seen to send to a neighbour whose place the grader had taken. */
  | {
      readonly kind: 'overheard';
      readonly at: Time;
      readonly server: string;
      readonly lines: readonly { readonly at: Time; readonly text: string }[];
    }
  /** Who knew a client and who should have: drawn on the topology. */
  | {
      readonly kind: 'flood';
      readonly at: Time;
      readonly client: string;
      readonly origin: string;
      readonly down: readonly string[];
      readonly expected: readonly string[];
      readonly knew: readonly string[];
    }
  | {
      readonly kind: 'places';
      readonly at: Time;
      readonly text: string;
    }
  | { readonly kind: 'difference'; readonly difference: Difference }
  /** What a server printed last. */
  | { readonly kind: 'output'; readonly server: string; readonly lines: readonly string[] }
  | { readonly kind: 'note'; readonly text: string };

/** A check that talks for ever must not fill our memory: what is beyond this is counted and left out. */
export const EVIDENCE_LIMITS = { items: 400, pieceBytes: 2_000, pieces: 200, lines: 200 } as const;

/** Collects the evidence of one attempt at one check. */
export class EvidenceLog {
  readonly #items: Evidence[] = [];
  readonly #began = performance.now();
  #leftOut = 0;

  /** Seconds since the check began. */
  now(): Time {
    return Math.round(performance.now() - this.#began) / 1_000;
  }

  /** A time in milliseconds since 1970 as one of the check. */
  timeOf(epochMs: number): Time {
    return Math.round(epochMs - performance.timeOrigin - this.#began) / 1_000;
  }

  add(item: Evidence): void {
    if (this.#items.length < EVIDENCE_LIMITS.items) this.#items.push(item);
    else this.#leftOut++;
  }

  action(text: string): void {
    this.add({ kind: 'action', at: this.now(), text });
  }

  note(text: string): void {
    this.add({ kind: 'note', text });
  }

  /** A place to come back to with `rewind`. */
  mark(): number {
    return this.#items.length;
  }

  /** Forgets what came after a mark: looks in vain at a fact that was waited for. */
  rewind(mark: number): void {
    this.#items.length = Math.min(this.#items.length, mark);
  }

  get items(): readonly Evidence[] {
    if (this.#leftOut === 0) return this.#items;
    return [...this.#items, { kind: 'note', text: `… and ${this.#leftOut} more, left out here` }];
  }
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
