/** Beliefs: for each client and server, which update it knows, and whether that is as it should be. */
import { ActionIcon, Button, Popover, TextInput, Tooltip } from '@mantine/core';
import { IconHelp, IconRefresh, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import type { Verdict } from '../../src-shared/events/beliefs.ts';
import { useConsole, useSnapshot, useView } from '../state/console-context.ts';
import { Empty } from '../ui/empty.tsx';
import { formatCount } from '../ui/format.ts';
import { AskDialog } from './ask-dialog.tsx';
import { BeliefTable } from './belief-table.tsx';
import { VERDICTS, VerdictMark } from './verdict-mark.tsx';
import './beliefs.css';

function Legend() {
  return (
    <Popover width={360} withArrow shadow="md" position="bottom-end">
      <Popover.Target>
        <ActionIcon aria-label="What the marks mean">
          <IconHelp size={17} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <dl className="legend">
          {(Object.keys(VERDICTS) as Verdict[]).map((verdict) => (
            <div key={verdict}>
              <dt>
                <VerdictMark verdict={verdict} />
              </dt>
              <dd>{VERDICTS[verdict].meaning}</dd>
            </div>
          ))}
        </dl>
      </Popover.Dropdown>
    </Popover>
  );
}

/** The clients that are shown, the one heard of last first. The version says when to look again. */
function useClients(filter: string): readonly string[] {
  const { beliefs } = useConsole();
  useView('beliefs', (view) => view.version);
  const wanted = filter.trim().toLowerCase();
  const all = [...(beliefs.fold()?.clients() ?? [])].reverse();
  return wanted === '' ? all : all.filter((client) => client.toLowerCase().includes(wanted));
}

export function BeliefsPane() {
  const { beliefs, notices } = useConsole();
  const snapshot = useSnapshot();
  const [filter, setFilter] = useState('');
  const [asking, setAsking] = useState(false);
  const clients = useClients(filter);
  const dropped = useView('beliefs', (view) => view.dropped);
  const servers = snapshot?.servers ?? [];
  return (
    <>
      <div className="pane-bar">
        <TextInput
          leftSection={<IconSearch size={14} />}
          aria-label="Find a client"
          placeholder="Find a client"
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
        />
        <Button variant="default" onClick={() => setAsking(true)}>
          Ask the servers…
        </Button>
        <Tooltip label="Look into the servers again">
          <ActionIcon
            aria-label="Look into the servers again"
            onClick={() => beliefs.reread().catch((thrown: unknown) => notices.tell(thrown))}
          >
            <IconRefresh size={16} />
          </ActionIcon>
        </Tooltip>
        <Legend />
        <span className="log-rest" />
        <span className="log-counts numbers">
          {formatCount(clients.length)} clients{dropped > 0 && `, oldest ${formatCount(dropped)} dropped`}
        </span>
      </div>
      {clients.length === 0 ? (
        <Empty title={filter === '' ? 'No server knows a client yet' : 'No client has this name'}>
          <span>Send an IAMAT from the Commands pane: here you see which servers come to know it.</span>
        </Empty>
      ) : (
        <BeliefTable clients={clients} servers={servers.map(({ name }) => name)} />
      )}
      <AskDialog opened={asking} onClose={() => setAsking(false)} clients={clients} />
    </>
  );
}
