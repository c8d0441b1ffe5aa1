/** What a check saw and did, in order, as plain data that every report and the window can show. */

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

/** One connection to a server: everything that went over it and how it ended. */
export interface ExchangeEvidence {
  readonly kind: 'exchange';
  readonly at: Time;
  readonly server: string;
  readonly pieces: readonly Piece[];
  /** In words: “the server closed it”, “still open after 3 s”. */
  readonly end: string;
}

/** What a server was seen to send to a neighbour whose place the grader had taken. */
export interface OverheardEvidence {
  readonly kind: 'overheard';
  readonly at: Time;
  readonly server: string;
  readonly lines: readonly { readonly at: Time; readonly text: string }[];
}

/** Who knew a client and who should have: drawn on the topology. */
export interface FloodEvidence {
  readonly kind: 'flood';
  readonly at: Time;
  readonly client: string;
  readonly origin: string;
  readonly down: readonly string[];
  readonly expected: readonly string[];
  readonly knew: readonly string[];
  /** Who was asked: of the others nothing is known. */
  readonly asked: readonly string[];
}

/** What is told in words. `times`: so often in a row, first at that time; once where there is none. */
export interface Told {
  readonly text: string;
  readonly times?: number;
}

export type Evidence =
  | ExchangeEvidence
  /** What was done to the herd: started, killed, ... */
  | (Told & { readonly kind: 'action'; readonly at: Time })
  | OverheardEvidence
  | FloodEvidence
  /** What was asked of Places, and how it answered. */
  | (Told & { readonly kind: 'places'; readonly at: Time })
  | { readonly kind: 'difference'; readonly difference: Difference }
  /** What a server printed last. */
  | { readonly kind: 'output'; readonly server: string; readonly lines: readonly string[] }
  | (Told & { readonly kind: 'note' });

/** “Places was asked for 1,2 (196 times)”. */
export const toldText = ({ text, times = 1 }: Told): string =>
  times === 1 ? text : `${text} (${times} times)`;
