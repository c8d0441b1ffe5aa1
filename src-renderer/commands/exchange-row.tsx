/** One exchange of the transcript: when, with whom, what went, what came, how it ended. */
import { Button, Loader } from '@mantine/core';
import {
  IconAlertTriangle,
  IconArrowLeft,
  IconArrowRight,
  IconCircleCheck,
  IconCircleX,
  IconMap2,
  IconX,
} from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { decodeText } from '../../src-shared/protocol/index.ts';
import type { Reply } from '../../src-shared/replies/parse-replies.ts';
import { useConsole } from '../state/console-context.ts';
import type { ExchangeRecord } from '../state/exchanges.ts';
import { formatBytes, formatCount, formatDuration, formatTime } from '../ui/format.ts';
import { shownLines, shownText } from '../ui/shown-text.ts';
import { ExchangeActions } from './exchange-actions.tsx';
import { LongText } from './long-text.tsx';
import { endMark, endWord, replyView, visibleLines } from './reply-view.ts';
import { showOnMap } from './show-on-map.ts';

const END_ICONS = {
  good: <IconCircleCheck size={14} aria-hidden="true" />,
  odd: <IconAlertTriangle size={14} aria-hidden="true" />,
  bad: <IconCircleX size={14} aria-hidden="true" />,
  open: <Loader size={12} aria-hidden="true" />,
};

export interface RowProps {
  readonly record: ExchangeRecord;
  readonly showBytes: boolean;
  readonly selected: boolean;
  readonly onSaid: (text: string) => void;
}

export function ExchangeRow({ record, showBytes, selected, onSaid }: RowProps) {
  const stores = useConsole();
  const { selection } = stores;
  const { outcome, request, sentAt } = record;
  const view = replyView(record);
  const hasPlaces = view.replies.some(({ reply }) => reply.kind === 'json');
  const end = endWord(record);
  const select = (): void => selection.select({ kind: 'exchange', id: record.id });
  const toMap = (): void => showOnMap(stores, record);
  return (
    <article className="exchange" data-end={endMark(record)} data-selected={selected}>
      <header className="exchange-head">
        <button type="button" className="exchange-name" aria-pressed={selected} onClick={select}>
          <span className="numbers soft">{formatTime(sentAt)}</span>
          <strong>{request.server}</strong>
          <span className="exchange-end">
            {END_ICONS[endMark(record)]}
            {end}
          </span>
          {outcome.kind === 'done' && (
            <span className="numbers soft">{formatDuration(outcome.exchange.tookMs)}</span>
          )}
        </button>
        {outcome.kind === 'under-way' && (
          <Button
            size="compact-xs"
            variant="light"
            color="red"
            leftSection={<IconX size={13} />}
            onClick={() => void stores.exchanges.cancel(record.id).catch(stores.notices.tell)}
          >
            Cancel
          </Button>
        )}
        <ExchangeActions record={record} hasPlaces={hasPlaces} onSaid={onSaid} />
      </header>
      <Way record={record} />
      <Line direction="sent">{showBytes ? visibleLines(request.bytes) : sentText(request.bytes)}</Line>
      {outcome.kind === 'failed' && (
        <p className="hint bad foreign">
          {outcome.error.what} {outcome.error.why} {outcome.error.next}
        </p>
      )}
      {showBytes && outcome.kind === 'done' && outcome.exchange.received.length > 0 && (
        <Line direction="got">{visibleLines(outcome.exchange.received)}</Line>
      )}
      {!showBytes &&
        view.replies.map(({ place, reply }) => (
          <Line key={place} direction="got" kind={reply.kind}>
            {reply.kind === 'json' ? <Json reply={reply} onMap={toMap} /> : <LongText text={reply.text} />}
          </Line>
        ))}
      {(view.more > 0 || view.leftOutBytes > 0) && (
        <p className="hint">
          {formatCount(view.more)} more answers{' '}
          {view.leftOutBytes > 0 && `and ${formatBytes(view.leftOutBytes)}`} are not shown here.
        </p>
      )}
    </article>
  );
}

/** How it went, if not plainly. */
function Way({ record: { request } }: { record: ExchangeRecord }) {
  const words = [
    request.halfClose ? 'half-closed' : '',
    request.stayOpen ? 'stays open' : '',
    request.cuts && request.cuts.length > 0 ? `in ${formatCount(request.cuts.length + 1)} pieces` : '',
  ].filter((word) => word !== '');
  return words.length === 0 ? null : <p className="hint">{words.join(', ')}</p>;
}

function Line({
  direction,
  kind = 'other',
  children,
}: {
  direction: 'sent' | 'got';
  kind?: Reply['kind'];
  children: ReactNode;
}) {
  const sent = direction === 'sent';
  const Icon = sent ? IconArrowRight : IconArrowLeft;
  return (
    <div className="wire" data-direction={direction} data-kind={kind}>
      <Icon size={14} role="img" aria-label={sent ? 'Sent' : 'Came'} />
      <div className="mono foreign wire-text">{children}</div>
    </div>
  );
}

const TEXT_SHOWN = 4_000;

const sentText = (bytes: Uint8Array): string =>
  bytes.length === 0 ? '(nothing)' : decodeText(bytes.subarray(0, TEXT_SHOWN)).replace(/\r?\n$/, '');

function Json({ reply, onMap }: { reply: Extract<Reply, { kind: 'json' }>; onMap: () => void }) {
  const [open, setOpen] = useState(false);
  const places = reply.places.length;
  const count = places === 1 ? '1 place' : `${formatCount(places)} places`;
  return (
    <>
      <span className="json-head">
        <Button size="compact-xs" variant="light" aria-expanded={open} onClick={() => setOpen(!open)}>
          JSON: {count}
          {reply.status === '' ? '' : `, ${shownText(reply.status.slice(0, 40))}`}
        </Button>
        {places > 0 && (
          <Button size="compact-xs" variant="subtle" leftSection={<IconMap2 size={13} />} onClick={onMap}>
            Show on map
          </Button>
        )}
      </span>
      {reply.problem !== undefined && <span className="hint bad">{reply.problem}</span>}
      {reply.attributions.map((text) => (
        <span key={text} className="hint foreign">
          {shownText(text)}
        </span>
      ))}
      {open && <pre className="json-text foreign">{shownLines(reply.text)}</pre>}
    </>
  );
}
