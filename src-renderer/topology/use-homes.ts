/** Another herd is drawn in an arrangement of its own; one that comes back stands where it stood. */
import { useEffect, useRef } from 'react';
import { useConsole, useView } from '../state/console-context.ts';
import { arrangement, type Positions } from './arrangement.ts';
import { canvasOf } from './canvas-store.ts';
import { originOf } from './topology-change.ts';
import { positionsNow } from './topology-edits.ts';

export function useHomes(): void {
  const stores = useConsole();
  const origin = useView('herd', (view) => originOf(view.snapshot?.topology.id ?? ''));
  const homes = useRef(new Map<string, Positions>());
  const last = useRef(origin);
  useEffect(() => {
    const topology = stores.herd.getState().snapshot?.topology;
    if (!topology || origin === last.current) return;
    last.current = origin;
    const { hidden } = stores.workspace.getState();
    const drawn = hidden && originOf(hidden.topology.id) === origin ? hidden.positions : undefined;
    const home = homes.current.get(origin) ?? drawn ?? arrangement(topology, 'ring');
    stores.workspace.setPositions(home);
    canvasOf(stores).fit();
  }, [origin, stores]);
  // Cards that are moved are remembered for the herd that they belong to.
  useEffect(
    () =>
      stores.workspace.subscribe(() => {
        const now = originOf(stores.herd.getState().snapshot?.topology.id ?? '');
        if (now === last.current) homes.current.set(now, positionsNow(stores));
      }),
    [stores],
  );
}
