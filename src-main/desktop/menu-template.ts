/** The application's menu as a value: the table of actions, with what the system does itself around it. */
import type { MenuItemConstructorOptions } from 'electron';
import {
  ACTION_GROUPS,
  ACTION_IDS,
  type ActionGroup,
  type ActionId,
  actionSpec,
} from '../../src-shared/actions.ts';

type Items = readonly MenuItemConstructorOptions[];

export interface MenuOptions {
  readonly mac: boolean;
  /** Reload and developer tools: not in what is shipped. */
  readonly forDevelopers: boolean;
  readonly act: (action: ActionId) => void;
}

const LINE: MenuItemConstructorOptions = { type: 'separator' };

function itemsOf(group: ActionGroup, act: MenuOptions['act']): MenuItemConstructorOptions[] {
  return ACTION_IDS.filter((id) => actionSpec(id).group === group).flatMap((id) => {
    const { label, keys, separated } = actionSpec(id);
    // A bare key would take that letter from every text field: it is the page's.
    const accelerator = keys?.includes('+') ? { accelerator: keys } : {};
    const item = { id, label, ...accelerator, click: () => act(id) };
    return separated ? [LINE, item] : [item];
  });
}

/** What the system itself does, before and behind the actions of each group. */
function systemItems({
  mac,
  forDevelopers,
}: MenuOptions): Record<ActionGroup, { before: Items; behind: Items }> {
  const roles = (...names: readonly NonNullable<MenuItemConstructorOptions['role']>[]): Items =>
    names.map((role) => ({ role }));
  const none: Items = [];
  return {
    File: { before: none, behind: [LINE, { role: mac ? 'close' : 'quit' }] },
    Edit: {
      before: [...roles('undo', 'redo'), LINE, ...roles('cut', 'copy', 'paste', 'delete', 'selectAll'), LINE],
      behind: none,
    },
    Herd: { before: none, behind: none },
    View: {
      before: none,
      behind: [
        LINE,
        ...roles('resetZoom', 'zoomIn', 'zoomOut'),
        LINE,
        { role: 'togglefullscreen' },
        ...(forDevelopers ? [LINE, ...roles('reload', 'toggleDevTools')] : []),
      ],
    },
    Help: { before: none, behind: none },
  };
}

export function menuTemplate(options: MenuOptions): MenuItemConstructorOptions[] {
  const system = systemItems(options);
  const menus = ACTION_GROUPS.map((group): MenuItemConstructorOptions => {
    const { before, behind } = system[group];
    const role = group === 'Help' ? { role: 'help' as const } : {};
    return { ...role, label: `&${group}`, submenu: [...before, ...itemsOf(group, options.act), ...behind] };
  });
  const help = menus.pop();
  return [
    ...(options.mac ? [{ role: 'appMenu' } as const] : []),
    ...menus,
    { role: 'windowMenu' },
    ...(help ? [help] : []),
  ];
}
