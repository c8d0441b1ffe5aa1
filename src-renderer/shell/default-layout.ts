/** Where the panes stand at first, and after “Reset Layout”: what is watched left, what is done right. */
import type { DockviewApi } from 'dockview-react';
import type { PaneId } from '../state/shell.ts';
import { PANE_SPECS } from './panes.tsx';

interface Position {
  readonly referencePanel?: PaneId;
  readonly direction: 'within' | 'right' | 'below';
}

type Plan = readonly (readonly [PaneId, Position | undefined])[];

const PLAN: Plan = [
  ['topology', undefined],
  ['commands', { referencePanel: 'topology', direction: 'right' }],
  ['log', { referencePanel: 'topology', direction: 'below' }],
  ['inspector', { referencePanel: 'commands', direction: 'below' }],
  ['map', { referencePanel: 'topology', direction: 'within' }],
  ['beliefs', { referencePanel: 'log', direction: 'within' }],
  ['servers', { referencePanel: 'commands', direction: 'within' }],
  ['scenarios', { referencePanel: 'commands', direction: 'within' }],
];
/** Where the window is low the right side is left whole to what is done: the inspector stands beside the log. */
const LOW_PLAN: Plan = PLAN.map(([id, position]) =>
  id === 'inspector' ? [id, { referencePanel: 'log', direction: 'within' }] : [id, position],
);
const LOW_PX = 680;
const SHOWN: readonly PaneId[] = ['inspector', 'log', 'commands', 'topology'];
/** Shares of the window. */
const RIGHT = 0.36;
const LOG = 0.36;
const INSPECTOR = 0.34;
const RIGHT_PX = 392;

export function layOutAnew(api: DockviewApi): void {
  api.clear();
  const low = api.height < LOW_PX;
  for (const [id, position] of low ? LOW_PLAN : PLAN) {
    api.addPanel({
      id,
      component: id,
      title: PANE_SPECS[id].title,
      ...(position === undefined
        ? {}
        : { position: position as { referencePanel: string; direction: 'within' } }),
    });
  }
  api.getPanel('commands')?.group.api.setSize({ width: Math.max(RIGHT_PX, api.width * RIGHT) });
  api.getPanel('log')?.group.api.setSize({ height: api.height * LOG });
  if (!low) api.getPanel('inspector')?.group.api.setSize({ height: api.height * INSPECTOR });
  for (const id of SHOWN) api.getPanel(id)?.api.setActive();
}
