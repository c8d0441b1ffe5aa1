/** Where the panes stand at first, and after “Reset Layout”: what is watched left, what is done right. */
import type { DockviewApi } from 'dockview-react';
import type { PaneId } from '../state/shell.ts';
import { PANE_SPECS } from './panes.tsx';

interface Position {
  readonly referencePanel?: PaneId;
  readonly direction: 'within' | 'right' | 'below';
}

const PLAN: readonly (readonly [PaneId, Position | undefined])[] = [
  ['topology', undefined],
  ['commands', { referencePanel: 'topology', direction: 'right' }],
  ['log', { referencePanel: 'topology', direction: 'below' }],
  ['inspector', { referencePanel: 'commands', direction: 'below' }],
  ['map', { referencePanel: 'topology', direction: 'within' }],
  ['beliefs', { referencePanel: 'log', direction: 'within' }],
  ['servers', { referencePanel: 'commands', direction: 'within' }],
  ['scenarios', { referencePanel: 'commands', direction: 'within' }],
];
const SHOWN: readonly PaneId[] = ['log', 'inspector', 'commands', 'topology'];
/** Shares of the window. */
const RIGHT = 0.36;
const LOG = 0.36;
const INSPECTOR = 0.34;

export function layOutAnew(api: DockviewApi): void {
  api.clear();
  for (const [id, position] of PLAN) {
    api.addPanel({
      id,
      component: id,
      title: PANE_SPECS[id].title,
      ...(position === undefined
        ? {}
        : { position: position as { referencePanel: string; direction: 'within' } }),
    });
  }
  api.getPanel('commands')?.group.api.setSize({ width: Math.max(360, api.width * RIGHT) });
  api.getPanel('log')?.group.api.setSize({ height: api.height * LOG });
  api.getPanel('inspector')?.group.api.setSize({ height: api.height * INSPECTOR });
  for (const id of SHOWN) api.getPanel(id)?.api.setActive();
}
