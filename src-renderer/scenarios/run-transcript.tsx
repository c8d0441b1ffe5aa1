/** What a run did, entry by entry, as it happens. */
import { Button } from '@mantine/core';
import { IconArrowLeft, IconArrowRight, IconCheck, IconPointFilled, IconX } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { ScenarioEntry } from '../../src-shared/front-types.ts';
import { LongText } from '../commands/long-text.tsx';
import { useView } from '../state/console-context.ts';
import { FollowedRows, ToNewest } from '../ui/followed-rows.tsx';
import { formatCount, formatDuration } from '../ui/format.ts';
import { useFollowedList } from '../ui/use-followed-list.ts';

const ROW_PX = 24;
/** Characters of what went or came that are shown at first. */
const BYTES_SHOWN = 160;
const INDENT_PX = 14;
/** Deeper loops are not indented further: there is no room. */
const MOST_INDENTS = 6;
const NONE: readonly ScenarioEntry[] = [];

export function RunTranscript() {
  const entries = useView('scenarios', (view) => view.run?.entries ?? NONE);
  const dropped = useView('scenarios', (view) => view.run?.dropped ?? 0);
  const run = useView('scenarios', (view) => view.run?.run ?? 0);
  const running = useView('scenarios', (view) => view.run?.result === null);
  const list = useFollowedList({
    count: entries.length,
    rowPx: ROW_PX,
    overscan: 12,
    keyOf: (index) => `${run} ${dropped + index}`,
  });
  return (
    <section className="run" aria-label="What the run did">
      <div className="run-list" ref={list.box} onScroll={list.onScroll}>
        {dropped > 0 && <p className="hint">{formatCount(dropped)} older entries are no longer kept.</p>}
        {entries.length === 0 && running && <p className="hint run-wait">The run begins…</p>}
        <FollowedRows
          list={list}
          label="Entries"
          count={entries.length}
          row={(index) => {
            const entry = entries[index];
            return entry ? <EntryRow entry={entry} /> : null;
          }}
        />
      </div>
      <ToNewest list={list} />
    </section>
  );
}

function EntryRow({ entry }: { entry: ScenarioEntry }) {
  const { icon, text } = shownAs(entry);
  const tone = entry.kind === 'expected' ? (entry.ok ? 'good' : 'bad') : entry.kind;
  const indent = Math.min(MOST_INDENTS, entry.depth) * INDENT_PX;
  return (
    <div className="entry" data-tone={tone} style={{ paddingLeft: 8 + indent }}>
      <span className="entry-time numbers">{formatDuration(entry.atMs)}</span>
      {icon}
      <span className="entry-text foreign">
        {entry.block !== undefined && <span className="soft">[{entry.block}] </span>}
        {text}
      </span>
    </div>
  );
}

function shownAs(entry: ScenarioEntry): { icon: ReactNode; text: ReactNode } {
  switch (entry.kind) {
    case 'step':
      return {
        icon: <span className="entry-line numbers">{entry.line}</span>,
        text: (
          <>
            <span className="mono">{entry.text}</span>
            {entry.note !== undefined && <span className="entry-note"> {entry.note}</span>}
          </>
        ),
      };
    case 'did':
      return { icon: <IconPointFilled size={13} aria-hidden="true" />, text: entry.text };
    case 'sent':
      return {
        icon: <IconArrowRight size={13} role="img" aria-label="Sent to" />,
        text: (
          <>
            <strong>{entry.server}</strong> <Bytes text={entry.bytes} />
          </>
        ),
      };
    case 'got':
      return {
        icon: <IconArrowLeft size={13} role="img" aria-label="Came from" />,
        text: (
          <>
            <strong>{entry.server}</strong>{' '}
            {entry.gist === undefined ? (
              <Bytes text={entry.bytes} />
            ) : (
              <Places gist={entry.gist} bytes={entry.bytes} />
            )}
          </>
        ),
      };
    case 'expected':
      return {
        icon: entry.ok ? <IconCheck size={14} aria-hidden="true" /> : <IconX size={14} aria-hidden="true" />,
        text: `${entry.ok ? 'As expected' : 'Not as expected'}: ${entry.text}`,
      };
  }
}

const Bytes = ({ text }: { text: string }) => (
  <span className="mono">
    <LongText text={text} short={BYTES_SHOWN} />
  </span>
);

/** An answer's JSON: what it says, and the bytes that came when they are asked for. */
function Places({ gist, bytes }: { gist: string; bytes: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      JSON: <LongText text={gist} />{' '}
      <Button size="compact-xs" variant="subtle" aria-expanded={open} onClick={() => setOpen(!open)}>
        Bytes
      </Button>
      {open && <span className="mono entry-bytes">{bytes}</span>}
    </>
  );
}
