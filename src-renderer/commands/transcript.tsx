/** What was said and answered, oldest first; follows the newest until a person scrolls up. */
import { Button, Switch } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useConsole, useView } from '../state/console-context.ts';
import { EXCHANGES_KEPT, type ExchangeRecord } from '../state/exchanges.ts';
import { Empty } from '../ui/empty.tsx';
import { FollowedRows, ToNewest } from '../ui/followed-rows.tsx';
import { formatCount, formatDuration } from '../ui/format.ts';
import { shownText } from '../ui/shown-text.ts';
import { useFollowedList } from '../ui/use-followed-list.ts';
import { ExchangeRow } from './exchange-row.tsx';
import { endWord, replyView } from './reply-view.ts';

const ROW_PX = 88;
const SAID_MS = 3_000;
/** A reader of the screen is not told of each of ten answers a second. */
const ANNOUNCE_EVERY_MS = 1_000;

export function Transcript() {
  const { exchanges } = useConsole();
  const records = useView('exchanges', (view) => view.records);
  const dropped = useView('exchanges', (view) => view.dropped);
  const selected = useView('selection', ({ selected: it }) => (it.kind === 'exchange' ? it.id : null));
  const [showBytes, setShowBytes] = useState(false);
  const [said, say] = useSaid();
  const list = useFollowedList({
    count: records.length,
    rowPx: ROW_PX,
    overscan: 6,
    keyOf: (index) => records[index]?.id ?? index,
  });

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
      <div className="transcript-list" ref={list.box} onScroll={list.onScroll}>
        {records.length === 0 ? (
          <Empty title="Nothing has been sent yet">
            <span>What goes and what comes stands here, byte for byte.</span>
          </Empty>
        ) : (
          <FollowedRows
            list={list}
            label="Exchanges"
            count={records.length}
            row={(index) => {
              const record = records[index];
              if (!record) return null;
              return (
                <ExchangeRow
                  record={record}
                  showBytes={showBytes}
                  selected={record.id === selected}
                  onSaid={say}
                />
              );
            }}
          />
        )}
      </div>
      <ToNewest list={list} />
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
  const answer = first ? `: ${shownText(first.reply.text.slice(0, 200))}` : '';
  return `${request.server} ${endWord(record)} after ${formatDuration(outcome.exchange.tookMs)}${answer}`;
}
