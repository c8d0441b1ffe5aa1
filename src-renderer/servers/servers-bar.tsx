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
import type { ServerOperation } from '../state/operations.ts';
import { formatCount } from '../ui/format.ts';
import { startInOrder } from './start-in-order.ts';

const OPERATIONS: readonly {
  readonly operation: ServerOperation;
  readonly word: string;
  readonly icon: ComponentType<{ size?: number }>;
  readonly states: readonly string[];
}[] = [
  { operation: 'start', word: 'Start', icon: IconPlayerPlayFilled, states: ['stopped', 'crashed'] },
  { operation: 'stop', word: 'Stop', icon: IconPlayerStop, states: ['ready', 'paused', 'starting'] },
  { operation: 'kill', word: 'Kill', icon: IconSkull, states: ['ready', 'paused', 'starting'] },
  { operation: 'pause', word: 'Pause', icon: IconPlayerPause, states: ['ready'] },
  { operation: 'resume', word: 'Resume', icon: IconPlayerPlay, states: ['paused'] },
  {
    operation: 'restart',
    word: 'Restart',
    icon: IconRefresh,
    states: ['ready', 'paused', 'stopped', 'crashed'],
  },
];

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
      {OPERATIONS.map(({ operation, word, icon: Icon, states }) => (
        <Tooltip key={operation} label={`${word} ${whom}`}>
          <ActionIcon
            variant="default"
            aria-label={`${word} ${whom}`}
            disabled={!servers.some(({ state }) => states.includes(state.kind))}
            onClick={() => void stores.operations.servers(operation, chosen)}
          >
            <Icon size={15} />
          </ActionIcon>
        </Tooltip>
      ))}
      <span className="servers-whom">{whom}</span>
      <span className="spacer" />
      <Tooltip label="One after the other: each waits until the one before it is ready">
        <Button
          variant="default"
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
