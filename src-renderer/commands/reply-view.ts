/** An exchange's bytes as the transcript shows them; worked out once for each. */
import { parseReplies, type Reply } from '../../src-shared/replies/parse-replies.ts';
import { visible } from '../../src-shared/visible-bytes.ts';
import type { ExchangeRecord } from '../state/exchanges.ts';

export interface ReplyView {
  /** In the order in which they came; `place` counts from 1. */
  readonly replies: readonly { readonly place: number; readonly reply: Reply }[];
  /** Replies and bytes that are not shown. */
  readonly more: number;
  readonly leftOutBytes: number;
}

/** What the transcript shows of one exchange; the inspector has the rest. */
const MOST_REPLIES = 50;
const known = new WeakMap<ExchangeRecord, ReplyView>();

const NOTHING: ReplyView = { replies: [], more: 0, leftOutBytes: 0 };

export function replyView(record: ExchangeRecord): ReplyView {
  if (record.outcome.kind !== 'done') return NOTHING;
  const before = known.get(record);
  if (before) return before;
  const { replies, leftOutBytes } = parseReplies(record.outcome.exchange.received);
  const view = {
    replies: replies.slice(0, MOST_REPLIES).map((reply, n) => ({ place: n + 1, reply })),
    more: Math.max(0, replies.length - MOST_REPLIES),
    leftOutBytes,
  };
  known.set(record, view);
  return view;
}

const BYTES_SHOWN = 4_096;

/** All bytes visible, a line for each line. */
export const visibleLines = (bytes: Uint8Array): string =>
  visible(bytes, BYTES_SHOWN).replaceAll('\\n', '\\n\n').replace(/\n$/, '');

export function endWord({ outcome, request }: ExchangeRecord): string {
  switch (outcome.kind) {
    case 'under-way':
      return request.stayOpen ? 'open' : 'under way';
    case 'failed':
      return 'failed';
    case 'done':
      return {
        answered: outcome.exchange.received.length === 0 ? 'no answer due' : 'answered',
        closed: 'closed by the server',
        reset: 'connection reset',
        timeout: 'time was up',
        limit: 'too much came',
        cancelled: 'cancelled',
      }[outcome.exchange.end];
  }
}

/** Whether it went as an exchange should; for its mark. */
export function endMark({ outcome, request }: ExchangeRecord): 'good' | 'odd' | 'bad' | 'open' {
  if (outcome.kind === 'under-way') return 'open';
  if (outcome.kind === 'failed') return 'bad';
  const { end } = outcome.exchange;
  if (end === 'answered') return 'good';
  if (end === 'cancelled') return 'odd';
  if (end === 'closed') return request.halfClose || request.stayOpen ? 'good' : 'odd';
  return end === 'timeout' && request.stayOpen ? 'good' : 'bad';
}
