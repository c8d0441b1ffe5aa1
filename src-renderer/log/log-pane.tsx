/** The log: every event, filtered, followed; a line opens its fields and bytes. */
import { useState } from 'react';
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
  return (
    <>
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
    </>
  );
}
