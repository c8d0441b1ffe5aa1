/** The window's head: which herd this is, the one button that starts it, and the ways to everything else. */
import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconCheck,
  IconChevronDown,
  IconFirstAidKit,
  IconPlayerPlayFilled,
  IconPlayerStopFilled,
  IconSearch,
  IconSettings,
} from '@tabler/icons-react';
import { type ActionId, actionSpec } from '../../src-shared/actions.ts';
import { PRESETS } from '../../src-shared/topology/presets.ts';
import { runAction } from '../actions/run-action.ts';
import { shownKeys } from '../actions/shortcut.ts';
import { useConsole, useSnapshot, useView } from '../state/console-context.ts';
import { faultsOf } from '../state/faults.ts';
import { Keys } from '../ui/keys.tsx';

function HerdMenu() {
  const stores = useConsole();
  const snapshot = useSnapshot();
  const run = (id: ActionId) => () => void runAction(stores, id);
  return (
    <Menu width={300}>
      <Menu.Target>
        <Button
          className="herd-menu"
          variant="subtle"
          color="gray"
          c="inherit"
          fz="sm"
          fw={640}
          rightSection={<IconChevronDown size={14} />}
        >
          {snapshot?.topology.title ?? 'Herd Console'}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>The course’s herds, by quarter</Menu.Label>
        {PRESETS.map(({ topology }) => (
          <Menu.Item
            key={topology.id}
            aria-current={snapshot?.topology.id === topology.id}
            rightSection={snapshot?.topology.id === topology.id && <IconCheck size={14} aria-hidden="true" />}
            onClick={() => void stores.operations.applyTopology(topology, `Open ${topology.title}`)}
          >
            {topology.title}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={run('topology.open')}>{actionSpec('topology.open').label}</Menu.Item>
        <Menu.Item onClick={run('topology.save')}>{actionSpec('topology.save').label}</Menu.Item>
        <Menu.Item onClick={run('topology.rename')}>{actionSpec('topology.rename').label}</Menu.Item>
        <Menu.Item onClick={run('topology.new')}>{actionSpec('topology.new').label}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function UndoButtons() {
  const stores = useConsole();
  const undo = useView('history', (view) => view.done.at(-1));
  const redo = useView('history', (view) => view.undone.at(-1));
  const undoText = undo ? (undo.undoLabel ?? `Undo: ${undo.label}`) : 'Nothing to undo';
  const redoText = redo ? `Redo: ${redo.label}` : 'Nothing to redo';
  return (
    <ActionIcon.Group>
      <Tooltip label={undoText}>
        <ActionIcon
          variant="default"
          aria-label={undoText}
          disabled={!undo}
          onClick={() => void runAction(stores, 'edit.undo')}
        >
          <IconArrowBackUp size={16} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={redoText}>
        <ActionIcon
          variant="default"
          aria-label={redoText}
          disabled={!redo}
          onClick={() => void runAction(stores, 'edit.redo')}
        >
          <IconArrowForwardUp size={16} />
        </ActionIcon>
      </Tooltip>
    </ActionIcon.Group>
  );
}

/** Start while something is down that may be started; then stop. */
function StartStop() {
  const { operations } = useConsole();
  const snapshot = useSnapshot();
  const busy = useView('operations', (view) => view.busy.size > 0);
  const hosted = (snapshot?.servers ?? []).filter((server) => server.hosted);
  const down = hosted.filter(({ state }) => state.kind === 'stopped' || state.kind === 'crashed').length;
  const up = hosted.length - down;
  return (
    <>
      {(down > 0 || hosted.length === 0) && (
        <Button
          leftSection={<IconPlayerPlayFilled size={14} />}
          loading={busy}
          disabled={hosted.length === 0}
          onClick={() => void operations.servers('start', [])}
        >
          {up === 0 ? 'Start herd' : `Start ${down} more`}
        </Button>
      )}
      {up > 0 && (
        <Button
          variant="default"
          className="compactable"
          leftSection={<IconPlayerStopFilled size={14} />}
          disabled={busy}
          onClick={() => void operations.servers('stop', [])}
        >
          Stop herd
        </Button>
      )}
    </>
  );
}

export function AppBar() {
  const stores = useConsole();
  const snapshot = useSnapshot();
  const { cut, paused, down } = faultsOf(snapshot);
  const faults = cut.length + paused.length + down.length;
  const healText = `Heal ${faults === 1 ? 'the fault' : `all ${faults} faults`}`;
  const palette = actionSpec('palette.open').keys ?? '';
  return (
    <header className="app-bar">
      <HerdMenu />
      <StartStop />
      {faults > 0 && (
        <Button
          variant="default"
          className="heal compactable"
          leftSection={<IconFirstAidKit size={15} />}
          onClick={() => void stores.operations.healAll()}
        >
          {healText}
        </Button>
      )}
      <UndoButtons />
      <span className="spacer" />
      <Button
        variant="default"
        className="palette-button compactable"
        c="dimmed"
        fw={500}
        leftSection={<IconSearch size={14} />}
        // Not of its name, which is what it is called by.
        rightSection={
          <span aria-hidden="true">
            <Keys keys={shownKeys(palette)} />
          </span>
        }
        onClick={() => void runAction(stores, 'palette.open')}
      >
        Find a command
      </Button>
      <Tooltip label="Settings">
        <ActionIcon aria-label="Settings" onClick={() => stores.shell.open('settings')}>
          <IconSettings size={18} />
        </ActionIcon>
      </Tooltip>
    </header>
  );
}
