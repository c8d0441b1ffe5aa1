/** Beliefs: for each client and server, which update it knows, and whether that is as it should be. */
import { ActionIcon, Button, Popover, Select, TextInput, Tooltip } from '@mantine/core';
import { IconHelp, IconRefresh, IconSearch } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { Verdict } from '../../src-shared/events/beliefs.ts';
import { useConsole, useSnapshot, useView } from '../state/console-context.ts';
import { Empty } from '../ui/empty.tsx';
import { formatCount } from '../ui/format.ts';
import { useNow } from '../ui/use-now.ts';
import { AskDialog } from './ask-dialog.tsx';
import { BeliefTable } from './belief-table.tsx';
import { type ClientOrder, orderClients } from './order-clients.ts';
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

const ORDERS: readonly { readonly value: ClientOrder; readonly label: string }[] = [
  { value: 'newest', label: 'Newest first' },
  { value: 'name', label: 'By name' },
  { value: 'trouble', label: 'Trouble first' },
];
/** Looking for trouble looks at every client and server: once a second is enough. */
const TROUBLE_MS = 1_000;

/** The clients that are shown, in order. The version says when to look again. */
function useClients(filter: string, order: ClientOrder): readonly string[] {
  const { beliefs } = useConsole();
  const version = useView('beliefs', (view) => view.version);
  const second = useNow(TROUBLE_MS);
  const when = order === 'trouble' ? second : version;
  return useMemo(() => {
    const fold = beliefs.fold();
    // `when` is only what it is made anew for.
    return when >= 0 && fold ? orderClients(fold, { filter, order, now: Date.now() }) : [];
  }, [beliefs, filter, order, when]);
}

export function BeliefsPane() {
  const { beliefs, notices } = useConsole();
  const snapshot = useSnapshot();
  const [filter, setFilter] = useState('');
  const [asking, setAsking] = useState(false);
  const [order, setOrder] = useState<ClientOrder>('newest');
  const known = useClients(filter, order);
  const dropped = useView('beliefs', (view) => view.dropped);
  const servers = snapshot?.servers ?? [];
  // Where there is no server, nobody knows anybody, whoever was known before.
  const clients = servers.length === 0 ? [] : known;
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
        <Select
          className="belief-order"
          aria-label="Order of the clients"
          data={ORDERS}
          value={order}
          allowDeselect={false}
          onChange={(value) => setOrder(ORDERS.find((each) => each.value === value)?.value ?? 'newest')}
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
          {formatCount(clients.length)} {clients.length === 1 ? 'client' : 'clients'}
          {dropped > 0 && `, oldest ${formatCount(dropped)} dropped`}
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
