/** The log: every event, filtered, followed; a line opens its fields and bytes. */
import { type KeyboardEvent, useRef, useState } from 'react';
import { paneKey } from '../actions/shortcut.ts';
import { useView } from '../state/console-context.ts';
import { Empty } from '../ui/empty.tsx';
import { LogBar } from './log-bar.tsx';
import { LogDetail } from './log-detail.tsx';
import { LogList } from './log-list.tsx';
import './log.css';

export function LogPane() {
  const kept = useView('log', (view) => view.kept);
  const shown = useView('log', (view) => view.shown);
  const [opened, setOpened] = useState<number | null>(null);
  const frame = useRef<HTMLDivElement>(null);
  const onKey = (event: KeyboardEvent): void => {
    // A sign is text where text is typed.
    const typing = event.target instanceof HTMLInputElement && !event.ctrlKey && !event.metaKey;
    const search = frame.current?.querySelector('[data-log-search]');
    if (typing || paneKey('log', event) !== 'find' || !(search instanceof HTMLInputElement)) return;
    event.preventDefault();
    search.select();
    search.focus();
  };
  return (
    <section
      ref={frame}
      className="log-pane"
      aria-label="Events and their filter"
      tabIndex={-1}
      data-takes-focus
      onKeyDown={onKey}
    >
      <LogBar />
      {shown === 0 ? (
        <Empty title={kept === 0 ? 'Nothing has happened yet' : 'No event passes the filter'}>
          <span>
            {kept === 0
              ? 'Start the herd: every line, connection, link and update will be here, to the millisecond.'
              : 'Change or clear the filter above; the events are still kept.'}
          </span>
        </Empty>
      ) : (
        <LogList opened={opened} onOpen={setOpened} />
      )}
      {opened !== null && <LogDetail number={opened} onClose={() => setOpened(null)} />}
    </section>
  );
}
