/** One server of the list: chosen or not, what it is, and what can be done to it. */
import { ActionIcon, Checkbox, Menu, Tooltip } from '@mantine/core';
import {
  IconArrowDown,
  IconArrowUp,
  IconDotsVertical,
  IconFileText,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
  IconRefresh,
  IconSettings,
  IconSkull,
  IconTrash,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ServerSnapshot } from '../../src-shared/console-contract.ts';
import type { ServerSpec } from '../../src-shared/topology/topology.ts';
import { useConsole, useView } from '../state/console-context.ts';
import type { ServerOperation } from '../state/server-operations.ts';
import { withMoved } from '../topology/topology-change.ts';
import { remove } from '../topology/topology-edits.ts';
import { formatCount } from '../ui/format.ts';
import { Mark } from '../ui/mark.tsx';
import { whyUncounted } from '../ui/uncounted.ts';
import { serverStateWord } from '../ui/words.ts';
import { CrashCard } from './crash-card.tsx';
import { editServer } from './server-editing.ts';
import { hostingOf } from './server-form.ts';

const SIZE = 16;

function Act({
  label,
  busy,
  disabled,
  onClick,
  children,
}: {
  label: string;
  busy: boolean;
  disabled: boolean;
  onClick: () => void;
  children: ReactNode;
}) {
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} loading={busy} disabled={disabled} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}

function Acts({ server }: { server: ServerSnapshot }) {
  const { operations } = useConsole();
  const { name, hosted, state } = server;
  const busy = useView('operations', (view) => view.busy.has(name));
  const down = state.kind === 'stopped' || state.kind === 'crashed';
  const act = (operation: ServerOperation) => () => void operations.servers(operation, [name]);
  return (
    <>
      {down ? (
        <Act label={`Start ${name}`} busy={busy} disabled={!hosted} onClick={act('start')}>
          <IconPlayerPlay size={SIZE} />
        </Act>
      ) : (
        <Act label={`Stop ${name}`} busy={busy} disabled={!hosted} onClick={act('stop')}>
          <IconPlayerStop size={SIZE} />
        </Act>
      )}
      {state.kind === 'paused' ? (
        <Act label={`Resume ${name}`} busy={false} disabled={!hosted} onClick={act('resume')}>
          <IconPlayerPlay size={SIZE} />
        </Act>
      ) : (
        <Act
          label={`Pause ${name}`}
          busy={false}
          disabled={!hosted || state.kind !== 'ready'}
          onClick={act('pause')}
        >
          <IconPlayerPause size={SIZE} />
        </Act>
      )}
      <Act label={`Kill ${name}`} busy={false} disabled={!hosted || down} onClick={act('kill')}>
        <IconSkull size={SIZE} />
      </Act>
    </>
  );
}

function More({ name, first, last }: { name: string; first: boolean; last: boolean }) {
  const stores = useConsole();
  const { client, herd, notices, operations } = stores;
  const move = (by: -1 | 1): void => {
    const topology = herd.getState().snapshot?.topology;
    if (!topology) return;
    const label = `Move ${name} ${by < 0 ? 'up' : 'down'} in the start order`;
    void operations.applyTopology((now) => withMoved(now, name, by), label);
  };
  const removeHere = async (): Promise<void> => {
    // Its row goes, and the focus with it: the pane has it then.
    if (await remove(stores, [name], [])) stores.shell.showPane('servers');
  };
  return (
    <Menu width={220} position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={`More for ${name}`}>
          <IconDotsVertical size={SIZE} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconRefresh size={15} />}
          onClick={() => void operations.servers('restart', [name])}
        >
          Restart
        </Menu.Item>
        <Menu.Item leftSection={<IconSettings size={15} />} onClick={() => editServer(stores, name)}>
          Hosting and port…
        </Menu.Item>
        <Menu.Item
          leftSection={<IconFileText size={15} />}
          onClick={() => void client.call('app.openLog', { server: name }).catch(notices.tell)}
        >
          Open log
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconArrowUp size={15} />} disabled={first} onClick={() => move(-1)}>
          Start earlier
        </Menu.Item>
        <Menu.Item leftSection={<IconArrowDown size={15} />} disabled={last} onClick={() => move(1)}>
          Start later
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconTrash size={15} />} onClick={() => void removeHere()}>
          Delete
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

const HOSTED: Readonly<Record<ReturnType<typeof hostingOf>, string>> = {
  here: 'Ours, in process',
  own: 'Ours, own process',
  command: 'Program',
};

interface RowProps {
  readonly server: ServerSnapshot;
  readonly spec: ServerSpec;
  /** 0 for the first that is started. */
  readonly place: number;
  readonly last: boolean;
  readonly chosen: boolean;
  readonly choose: (chosen: boolean) => void;
}

export function ServerRow({ server, spec, place, last, chosen, choose }: RowProps) {
  const { selection } = useConsole();
  const { name, host, port, state, counters } = server;
  const selected = useView('selection', ({ selected: one }) => one.kind === 'server' && one.name === name);
  const uncounted = whyUncounted(server, spec);
  const address = port === 0 ? `${host}, no port yet` : `${host}:${port}`;
  const how = spec.command?.template ?? HOSTED[hostingOf(spec)];
  return (
    <>
      <tr data-selected={selected || undefined}>
        <td>
          <Checkbox
            aria-label={`Choose ${name}`}
            checked={chosen}
            onChange={(event) => choose(event.currentTarget.checked)}
          />
        </td>
        <td className="numbers place">{place + 1}</td>
        <th scope="row">
          <button
            type="button"
            className="server-name"
            onClick={() => selection.select({ kind: 'server', name })}
          >
            {name}
          </button>
          <span className={spec.command ? 'server-how wide-how mono' : 'server-how wide-how'} title={how}>
            {how}
          </span>
          <span className="server-how narrow-only mono" title={`${address}. ${how}`}>
            {address}
          </span>
        </th>
        <td>
          <Mark kind={state.kind} word={serverStateWord(state)} />
          <span className="server-how wide-how mono">{address}</span>
        </td>
        <td className="numbers wide-only" title={uncounted}>
          {counters ? formatCount(counters.clients) : '–'}
        </td>
        <td className="numbers wide-only" title={uncounted}>
          {counters ? formatCount(counters.connections) : '–'}
        </td>
        <td className="acts">
          <Acts server={server} />
          <More name={name} first={place === 0} last={last} />
        </td>
      </tr>
      {state.kind === 'crashed' && (
        <tr className="crash-row">
          <td colSpan={7}>
            <CrashCard name={name} error={state.error} />
          </td>
        </tr>
      )}
    </>
  );
}
