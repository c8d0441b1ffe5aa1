/** One exchange with a server in a dialect that works for it, and its answer taken apart. */
import { decodeText, encodeText } from '../../src-shared/protocol/index.ts';
import { parseReplies, type Reply } from '../../src-shared/replies/parse-replies.ts';
import { joinBytes } from '../../src-shared/visible-bytes.ts';
import { ReplyCounter } from '../host/reply-counter.ts';
import type { Client, ConnectionEnd } from './client.ts';
import { PATIENCE } from './patience.ts';

/** How a client must behave so that this herd answers it. */
export interface Dialect {
  /** `half-close`: it ends its side after its commands; `keep-open`: it doesn't. */
  readonly ending: 'half-close' | 'keep-open';
  readonly lineEnd: '\n' | '\r\n';
  /** Whether the server ends the connection once the client has half-closed. */
  readonly closes: boolean;
}

/** What the course's own client does. */
export const COURSE_DIALECT: Dialect = { ending: 'half-close', lineEnd: '\n', closes: true };

export interface TalkOptions {
  /** Default: what works for this herd. */
  readonly ending?: Dialect['ending'];
  /** After each line; `none`: nothing is added. Default: what works for this herd. Bytes are sent as they are. */
  readonly lineEnd?: Dialect['lineEnd'] | 'none';
  /** Offsets at which the bytes are cut into segments. */
  readonly cuts?: readonly number[];
  /** In the end half-closes and waits for the server to close, so that anything it sends too much is seen. */
  readonly toTheEnd?: boolean;
  /** For the whole answer. */
  readonly seconds?: number;
}

export interface Answer {
  readonly bytes: Uint8Array;
  readonly text: string;
  readonly replies: readonly Reply[];
  /** Whether every command got an answer; false: the time was up, or the server ended it before. */
  readonly complete: boolean;
  readonly end: ConnectionEnd;
  /** Seconds since 1970, before the first byte went and after the last one came: the diff must lie in between. */
  readonly sentAt: number;
  readonly answeredAt: number;
  readonly tookSeconds: number;
}

/** A line, several lines (each gets a line end), or bytes as they are to go. */
export type Input = string | readonly string[] | Uint8Array;

export function inputBytes(input: Input, lineEnd: string): Uint8Array {
  if (input instanceof Uint8Array) return input;
  const lines = typeof input === 'string' ? [input] : input;
  return joinBytes(lines.map((line) => encodeText(line + lineEnd)));
}

/** The two clocks may differ by so much before ours is taken to have been left behind. */
const DRIFT_MS = 2;

/** Wall clock with fractions of a millisecond, in seconds since 1970; as the servers see it, also if it was set anew. */
export function wallSeconds(): number {
  const fine = performance.timeOrigin + performance.now();
  const coarse = Date.now();
  return (Math.abs(fine - coarse) > DRIFT_MS ? coarse : fine) / 1_000;
}

/** Ends the connection. */
export async function talk(
  client: Client,
  input: Input,
  dialect: Dialect,
  options: TalkOptions = {},
): Promise<Answer> {
  const { ending = dialect.ending, cuts = [], toTheEnd = false, seconds = PATIENCE.answer } = options;
  const lineEnd = options.lineEnd ?? dialect.lineEnd;
  const bytes = inputBytes(input, lineEnd === 'none' ? '' : lineEnd);
  const outstanding = outstandingOf(bytes, ending === 'half-close');
  const began = performance.now();
  const sentAt = wallSeconds();
  try {
    await client.send(bytes, cuts);
    if (ending === 'half-close') client.halfClose();
    const waitsForEnd = ending === 'half-close' && dialect.closes;
    await client.until(
      ({ received, end }) => end !== 'open' || (!waitsForEnd && outstanding(received) <= 0),
      seconds,
    );
    const answeredAt = wallSeconds();
    const took = (performance.now() - began) / 1_000;
    if (toTheEnd && client.end === 'open') {
      client.halfClose();
      await client.until(({ end }) => end !== 'open', seconds);
    }
    const { received, end } = client;
    return {
      bytes: received,
      text: decodeText(received),
      replies: parseReplies(received).replies,
      complete: outstanding(received) <= 0,
      end,
      sentAt,
      answeredAt,
      tookSeconds: took,
    };
  } finally {
    client.close();
  }
}

/** Tells how many answers to what is sent are missing in what was received. */
function outstandingOf(sent: Uint8Array, ended: boolean): (received: Uint8Array) => number {
  const counter = new ReplyCounter();
  counter.sent(sent);
  if (ended) counter.sentAll();
  let seen = 0;
  return (received) => {
    counter.received(received.subarray(seen));
    seen = received.length;
    return counter.outstanding;
  };
}
