/** What was said and answered, oldest first; follows the newest until a person scrolls up. */
import { Button, Switch } from '@mantine/core';
import { IconArrowDown, IconTrash } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import { useConsole, useView } from '../state/console-context.ts';
import { EXCHANGES_KEPT, type ExchangeRecord } from '../state/exchanges.ts';
import { Empty } from '../ui/empty.tsx';
import { formatCount, formatDuration } from '../ui/format.ts';
import { ExchangeRow } from './exchange-row.tsx';
import { endWord, replyView } from './reply-view.ts';

const ROW_PX = 88;
/** This near to the end counts as being there. */
const NEAR_END_PX = 24;
const SAID_MS = 3_000;
/** A reader of the screen is not told of each of ten answers a second. */
const ANNOUNCE_EVERY_MS = 1_000;

export function Transcript() {
  const { exchanges } = useConsole();
  const records = useView('exchanges', (view) => view.records);
  const dropped = useView('exchanges', (view) => view.dropped);
  const selected = useView('selection', ({ selected: it }) => (it.kind === 'exchange' ? it.id : null));
  const [showBytes, setShowBytes] = useState(false);
  const [following, setFollowing] = useState(true);
  const [said, say] = useSaid();
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: records.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => records[index]?.id ?? index,
    overscan: 6,
  });
  const height = rows.getTotalSize();
  useEffect(() => {
    const element = scroller.current;
    // The height stands for what has been measured anew, too.
    if (following && element && height > 0) element.scrollTop = element.scrollHeight;
  }, [following, height]);
  const onScroll = (): void => {
    const element = scroller.current;
    if (!element) return;
    setFollowing(element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END_PX);
  };

  return (
    <section className="transcript" aria-label="Transcript">
      <div className="transcript-bar">
        <strong>Transcript</strong>
        <span className="soft numbers">
          {formatCount(records.length)} {records.length === 1 ? 'exchange' : 'exchanges'}
          {dropped > 0 && `; ${formatCount(dropped)} older dropped (${formatCount(EXCHANGES_KEPT)} are kept)`}
        </span>
        <span className="soft" role="status">
          {said}
        </span>
        <span className="spacer" />
        <Switch
          label="Show bytes"
          checked={showBytes}
          onChange={(event) => setShowBytes(event.currentTarget.checked)}
        />
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          leftSection={<IconTrash size={13} />}
          disabled={records.length === 0}
          onClick={() => exchanges.clear()}
        >
          Clear
        </Button>
      </div>
      <div className="transcript-list" ref={scroller} onScroll={onScroll}>
        {records.length === 0 ? (
          <Empty title="Nothing has been sent yet">
            <span>What goes and what comes stands here, byte for byte.</span>
          </Empty>
        ) : (
          <ul className="rows" style={{ height }} aria-label="Exchanges">
            {rows.getVirtualItems().map(({ index, key, start }) => {
              const record = records[index];
              if (!record) return null;
              return (
                <li
                  key={key}
                  ref={rows.measureElement}
                  data-index={index}
                  aria-setsize={records.length}
                  aria-posinset={index + 1}
                  style={{ transform: `translateY(${start}px)` }}
                >
                  <ExchangeRow
                    record={record}
                    showBytes={showBytes}
                    selected={record.id === selected}
                    onSaid={say}
                  />
                </li>
              );
            })}
          </ul>
        )}
      </div>
      {!following && (
        <Button
          className="to-newest"
          size="compact-xs"
          leftSection={<IconArrowDown size={13} />}
          onClick={() => setFollowing(true)}
        >
          Newest
        </Button>
      )}
      <Announcer />
    </section>
  );
}

/** A short word that goes away by itself. */
function useSaid(): readonly [string, (text: string) => void] {
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (said === '') return;
    const timer = setTimeout(() => setSaid(''), SAID_MS);
    return () => clearTimeout(timer);
  }, [said]);
  return [said, setSaid];
}

/** Tells a screen reader what the newest answer was. */
function Announcer() {
  const { exchanges } = useConsole();
  const [text, setText] = useState('');
  useEffect(() => {
    let newest: ExchangeRecord | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tell = (): void => {
      timer = undefined;
      if (newest) setText(inWords(newest));
    };
    const off = exchanges.onDone((record) => {
      newest = record;
      timer ??= setTimeout(tell, ANNOUNCE_EVERY_MS);
    });
    return () => {
      off();
      clearTimeout(timer);
    };
  }, [exchanges]);
  return (
    <span className="visually-hidden" role="status">
      {text}
    </span>
  );
}

function inWords(record: ExchangeRecord): string {
  const { outcome, request } = record;
  if (outcome.kind !== 'done') return `${request.server}: ${endWord(record)}`;
  const [first] = replyView(record).replies;
  const answer = first ? `: ${first.reply.text.slice(0, 200)}` : '';
  return `${request.server} ${endWord(record)} after ${formatDuration(outcome.exchange.tookMs)}${answer}`;
}
