/** The menu of a server or a link on the canvas, opened by the mouse or by the keyboard. */
import { Menu } from '@mantine/core';
import {
  IconBandage,
  IconCopy,
  IconInfoCircle,
  IconLink,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
  IconRefresh,
  IconScissors,
  IconSettings,
  IconSkull,
  IconTrash,
} from '@tabler/icons-react';
import { type ReactNode, useEffect } from 'react';
import { firstPaneKey, shownKeys } from '../actions/shortcut.ts';
import { editServer } from '../servers/server-editing.ts';
import { useConsole, useView } from '../state/console-context.ts';
import type { ServerOperation } from '../state/server-operations.ts';
import { focusBack } from '../ui/focus-back.ts';
import { Keys } from '../ui/keys.tsx';
import { type CanvasMenu, canvasOf } from './canvas-store.ts';
import { linkable } from './topology-change.ts';
import { duplicateServer, linkServers, removeOnCanvas } from './topology-edits.ts';
import { useCanvas } from './use-canvas.ts';

interface Entry {
  readonly label: string;
  readonly icon: ReactNode;
  readonly keys?: string;
  readonly disabled?: boolean;
  readonly run: () => void;
}

const Entries = ({ entries }: { entries: readonly Entry[] }) =>
  entries.map(({ label, icon, keys, disabled, run }) => (
    <Menu.Item
      key={label}
      leftSection={icon}
      rightSection={keys && <Keys keys={shownKeys(keys)} />}
      disabled={disabled ?? false}
      onClick={run}
    >
      {label}
    </Menu.Item>
  ));

const SIZE = 15;

function useServerOperations(name: string, several: readonly string[]): readonly Entry[] {
  const { operations } = useConsole();
  const kind = useView('herd', (view) => view.snapshot?.servers.find((one) => one.name === name)?.state.kind);
  const many = several.length > 1 && several.includes(name);
  const which = many ? several : [name];
  const entry = (operation: ServerOperation, label: string, icon: ReactNode, possible: boolean): Entry => ({
    label: many ? `${label} the ${which.length} selected` : label,
    icon,
    disabled: !many && !possible,
    run: () => void operations.servers(operation, which),
  });
  const down = kind === 'stopped' || kind === 'crashed';
  return [
    entry('start', 'Start', <IconPlayerPlay size={SIZE} />, down),
    entry('stop', 'Stop', <IconPlayerStop size={SIZE} />, !down),
    entry('kill', 'Kill', <IconSkull size={SIZE} />, !down),
    kind === 'paused' && !many
      ? entry('resume', 'Resume', <IconPlayerPlay size={SIZE} />, true)
      : entry('pause', 'Pause', <IconPlayerPause size={SIZE} />, kind === 'ready'),
    ...(many ? [entry('resume', 'Resume', <IconPlayerPlay size={SIZE} />, true)] : []),
    entry('restart', 'Restart', <IconRefresh size={SIZE} />, true),
  ];
}

function ServerMenu({
  menu,
  several,
}: {
  menu: CanvasMenu & { kind: 'server' };
  several: readonly string[];
}) {
  const stores = useConsole();
  const canvas = canvasOf(stores);
  const { name, at } = menu;
  const operations = useServerOperations(name, several);
  const lonely = useView(
    'herd',
    (view) => !view.snapshot || linkable(view.snapshot.topology, name).length === 0,
  );
  const which = several.includes(name) ? several : [name];
  return (
    <>
      <Menu.Label>{which.length > 1 ? `${which.length} servers` : name}</Menu.Label>
      <Entries entries={operations} />
      <Menu.Divider />
      <Entries
        entries={[
          {
            label: 'Link to…',
            icon: <IconLink size={SIZE} />,
            keys: firstPaneKey('topology', 'link'),
            disabled: lonely,
            run: () => canvas.open({ kind: 'link-to', name, at }),
          },
          {
            label: 'Rename',
            icon: <IconPencil size={SIZE} />,
            keys: firstPaneKey('topology', 'rename'),
            run: () => canvas.rename(name),
          },
          {
            label: 'Hosting and port…',
            icon: <IconSettings size={SIZE} />,
            run: () => editServer(stores, name),
          },
          {
            label: 'Duplicate',
            icon: <IconCopy size={SIZE} />,
            keys: firstPaneKey('topology', 'duplicate'),
            run: () => void duplicateServer(stores, name),
          },
          {
            label: 'Inspect',
            icon: <IconInfoCircle size={SIZE} />,
            keys: firstPaneKey('topology', 'inspect'),
            run: () => {
              stores.selection.select({ kind: 'server', name });
              stores.shell.showPane('inspector');
            },
          },
        ]}
      />
      <Menu.Divider />
      <Entries
        entries={[
          {
            label: which.length > 1 ? `Delete ${which.length} servers` : 'Delete',
            icon: <IconTrash size={SIZE} />,
            keys: firstPaneKey('topology', 'remove'),
            run: () => void removeOnCanvas(stores, which, []),
          },
        ]}
      />
    </>
  );
}

function LinkMenu({ id }: { id: string }) {
  const stores = useConsole();
  const state = useView('herd', (view) => view.snapshot?.links.find((link) => link.id === id)?.state);
  return (
    <>
      <Menu.Label>{id.replace('-', '–')}</Menu.Label>
      <Entries
        entries={[
          state === 'cut'
            ? {
                label: 'Heal',
                icon: <IconBandage size={SIZE} />,
                keys: firstPaneKey('topology', 'cut'),
                run: () => void stores.operations.links('heal', [id]),
              }
            : {
                label: 'Cut',
                icon: <IconScissors size={SIZE} />,
                keys: firstPaneKey('topology', 'cut'),
                run: () => void stores.operations.links('cut', [id]),
              },
          {
            label: 'Inspect',
            icon: <IconInfoCircle size={SIZE} />,
            keys: firstPaneKey('topology', 'inspect'),
            run: () => {
              stores.selection.select({ kind: 'link', id });
              stores.shell.showPane('inspector');
            },
          },
        ]}
      />
      <Menu.Divider />
      <Entries
        entries={[
          {
            label: 'Delete',
            icon: <IconTrash size={SIZE} />,
            keys: firstPaneKey('topology', 'remove'),
            run: () => void removeOnCanvas(stores, [], [id]),
          },
        ]}
      />
    </>
  );
}

function LinkToMenu({ name }: { name: string }) {
  const stores = useConsole();
  const snapshot = useView('herd', (view) => view.snapshot);
  const others = snapshot ? linkable(snapshot.topology, name) : [];
  return (
    <>
      <Menu.Label>Link {name} to</Menu.Label>
      {others.length === 0 && <Menu.Item disabled>It is linked to all others</Menu.Item>}
      {others.map((other) => (
        <Menu.Item key={other} onClick={() => void linkServers(stores, name, other)}>
          {other}
        </Menu.Item>
      ))}
    </>
  );
}

/** `several`: the servers that are selected, for what can be done to all of them. */
export function CanvasMenus({ several }: { several: readonly string[] }) {
  const canvas = canvasOf(useConsole());
  const menu = useCanvas((view) => view.menu);
  // The menu hangs on a point, which takes no focus: it goes back to the card or the link.
  useEffect(() => (menu ? focusBack : undefined), [menu]);
  if (!menu) return null;
  const close = (): void => {
    // Another menu may have been opened by an entry of this one.
    if (canvas.getState().menu === menu) canvas.closeMenu();
  };
  return (
    <Menu
      key={`${menu.kind} ${menu.at.x} ${menu.at.y}`}
      opened
      onClose={close}
      width={250}
      position="bottom-start"
      offset={2}
      transitionProps={{ duration: 0 }}
      closeOnItemClick
    >
      <Menu.Target>
        <span className="menu-anchor" style={{ left: menu.at.x, top: menu.at.y }} />
      </Menu.Target>
      <Menu.Dropdown className="canvas-menu">
        {menu.kind === 'server' && <ServerMenu menu={menu} several={several} />}
        {menu.kind === 'link' && <LinkMenu id={menu.id} />}
        {menu.kind === 'link-to' && <LinkToMenu name={menu.name} />}
      </Menu.Dropdown>
    </Menu>
  );
}
