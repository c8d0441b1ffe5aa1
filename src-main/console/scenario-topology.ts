/** Whether a scenario can be played on the herd that is shown. */
import { HerdError } from '../../src-shared/errors.ts';
import { findPreset } from '../../src-shared/topology/presets.ts';
import { isSameShape } from '../../src-shared/topology/same-shape.ts';
import type { Topology } from '../../src-shared/topology/topology.ts';
import type { Scenario } from '../scenario/index.ts';

/** @throws HerdError SCENARIO_TOPOLOGY when it names a topology with other servers or links. */
export function checkTopology({ file, topology }: Scenario, shown: Topology): void {
  if (topology === undefined) return;
  const preset = findPreset(topology)?.topology;
  // A topology file can't be seen from here: it is known by its name.
  const same = preset === undefined ? baseName(topology) === baseName(shown.id) : isSameShape(preset, shown);
  if (!same) throw new HerdError('SCENARIO_TOPOLOGY', { scenario: file, topology, shown: shown.id });
}

const baseName = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;
