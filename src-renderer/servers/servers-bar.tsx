/** What can be done to the chosen servers, or to all of them when none is chosen. */
import { ActionIcon, Button, Tooltip } from '@mantine/core';
import {
  IconListNumbers,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerPlayFilled,
  IconPlayerStop,
  IconRefresh,
  IconSkull,
} from '@tabler/icons-react';
import { type ComponentType, useState } from 'react';
import { useConsole, useSnapshot } from '../state/console-context.ts';
import {
  canDo,
  OPERATION_NAMES,
  SERVER_OPERATIONS,
  type ServerOperation,
} from '../state/server-operations.ts';
import { formatCount } from '../ui/format.ts';
import { startInOrder } from './start-in-order.ts';

const ICONS: Readonly<Record<ServerOperation, ComponentType<{ size?: number }>>> = {
  start: IconPlayerPlayFilled,
  stop: IconPlayerStop,
  kill: IconSkull,
  pause: IconPlayerPause,
  resume: IconPlayerPlay,
  restart: IconRefresh,
};

export function ServersBar({ chosen }: { chosen: readonly string[] }) {
  const stores = useConsole();
  const snapshot = useSnapshot();
  const [starting, setStarting] = useState(false);
  const servers = (snapshot?.servers ?? []).filter(
    ({ name, hosted }) => hosted && (chosen.length === 0 || chosen.includes(name)),
  );
  const whom = chosen.length === 0 ? 'all' : `${formatCount(chosen.length)} chosen`;
  const inOrder = async (): Promise<void> => {
    setStarting(true);
    await startInOrder(stores, chosen);
    setStarting(false);
  };
  const down = servers.some(({ state }) => state.kind === 'stopped' || state.kind === 'crashed');
  return (
    <div className="pane-bar" role="toolbar" aria-label="Servers">
      {OPERATION_NAMES.map((operation) => {
        const { word } = SERVER_OPERATIONS[operation];
        const Icon = ICONS[operation];
        return (
          <Tooltip key={operation} label={`${word} ${whom}`}>
            <ActionIcon
              variant="default"
              aria-label={`${word} ${whom}`}
              disabled={!servers.some(({ state }) => canDo(operation, state))}
              onClick={() => void stores.operations.servers(operation, chosen)}
            >
              <Icon size={15} />
            </ActionIcon>
          </Tooltip>
        );
      })}
      <span className="servers-whom">{whom}</span>
      <span className="spacer" />
      <Tooltip label="One after the other: each waits until the one before it is ready">
        <Button
          variant="default"
          className="compactable"
          leftSection={<IconListNumbers size={14} />}
          disabled={!down}
          loading={starting}
          onClick={() => void inOrder()}
        >
          Start in this order
        </Button>
      </Tooltip>
    </div>
  );
}
