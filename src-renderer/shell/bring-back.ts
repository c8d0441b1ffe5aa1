/** The herd that was drawn, and that this start shows another one instead of, is put in force again. */
import type { HiddenHerd } from '../../src-shared/front-types.ts';
import type { Console } from '../state/console.ts';

export async function bringBack(
  { operations, workspace, notices }: Console,
  { topology, positions, why }: HiddenHerd,
): Promise<void> {
  if (!(await operations.applyTopology(topology, `Bring back “${topology.title}”`))) return;
  workspace.setPositions(positions);
  notices.dismissError(why);
}
