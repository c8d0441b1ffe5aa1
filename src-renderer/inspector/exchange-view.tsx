/** An exchange, to the byte: what went, what came, how it ended. */
import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { parseReplies } from '../../src-shared/replies/parse-replies.ts';
import { visible } from '../../src-shared/visible-bytes.ts';
import { useView } from '../state/console-context.ts';
import { formatBytes, formatCount, formatDuration, formatTime } from '../ui/format.ts';
import { hexDump } from '../ui/hex-dump.ts';
import { Fields, Gone } from './fields.tsx';

/** Bytes that are shown; an answer may have millions. */
const MOST_BYTES = 32_768;
const ENDS = {
  answered: 'Every line got its answer',
  closed: 'The server closed the connection',
  reset: 'The server reset the connection',
  timeout: 'The time was up',
  limit: 'More came than is taken',
  cancelled: 'It was cancelled here',
} as const;

function Bytes({ title, bytes, form }: { title: string; bytes: Uint8Array; form: string }) {
  const shown = bytes.subarray(0, MOST_BYTES);
  return (
    <>
      <h3>
        {title} <small className="numbers">{formatBytes(bytes.length)}</small>
      </h3>
      <pre className="mono foreign inspector-bytes">
        {form === 'hex' ? hexDump(shown) : visible(shown, MOST_BYTES)}
        {bytes.length > MOST_BYTES && `\n… ${formatBytes(bytes.length - MOST_BYTES)} more`}
      </pre>
    </>
  );
}

const REPLY_WORDS = {
  at: 'AT lines',
  json: 'JSON bodies',
  refused: 'refusals',
  other: 'other lines',
} as const;

function repliesText(bytes: Uint8Array): string {
  const counts = new Map<keyof typeof REPLY_WORDS, number>();
  for (const { kind } of parseReplies(bytes).replies) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return (
    [...counts].map(([kind, count]) => `${formatCount(count)} ${REPLY_WORDS[kind]}`).join(', ') || 'None'
  );
}

export function ExchangeView({ id }: { id: number }) {
  const record = useView('exchanges', (view) => view.records.find((one) => one.id === id));
  const [form, setForm] = useState('text');
  if (!record) return <Gone what="This exchange" />;
  const { request, outcome, sentAt } = record;
  const exchange = outcome.kind === 'done' ? outcome.exchange : undefined;
  return (
    <>
      <h2>
        {request.server}, {formatTime(sentAt)}
      </h2>
      <Fields
        rows={[
          [
            'Ended',
            exchange ? ENDS[exchange.end] : outcome.kind === 'failed' ? outcome.error.what : 'Under way',
          ],
          ['Took', exchange && formatDuration(exchange.tookMs)],
          ['Half-closed', request.halfClose ? 'Yes' : 'No'],
          [
            'Pieces',
            request.cuts && request.cuts.length > 0 ? formatCount(request.cuts.length + 1) : undefined,
          ],
          ['Replies', exchange && repliesText(exchange.received)],
        ]}
      />
      <SegmentedControl
        aria-label="How bytes are shown"
        data={[
          { value: 'text', label: 'Text, invisible ones shown' },
          { value: 'hex', label: 'Hex' },
        ]}
        value={form}
        onChange={setForm}
      />
      <Bytes title="Sent" bytes={exchange?.sent ?? request.bytes} form={form} />
      {exchange && <Bytes title="Received" bytes={exchange.received} form={form} />}
    </>
  );
}
