/** Which herd a start shows, and what becomes of the one that was drawn before. */
import { isDeepStrictEqual } from 'node:util';
import { HerdError } from '../../src-shared/errors.ts';
import { checkAddresses, parseBasePort } from '../../src-shared/topology/addresses.ts';
import { DEFAULT_PRESET_ID, findPreset, PRESET_IDS, PRESETS } from '../../src-shared/topology/presets.ts';
import type { Topology } from '../../src-shared/topology/topology.ts';
import { loadTopology } from '../cli/load-topology.ts';
import type { ShownInstead } from './workspace-file.ts';

/** Where the window's servers listen whose entry names no host. */
export const LOOPBACK = '127.0.0.1';

export interface ChosenHerd {
  readonly topology: Topology;
  /** Where it isn't what the next start is to come back with. */
  readonly instead: ShownInstead | undefined;
}

/**
 * @param named what `--topology` says: for this start only
 * @param kept what was shown last
 * @param basePort as it was written
 * @throws HerdError when what was named can't be read
 */
export async function chooseHerd(
  named: string | undefined,
  kept: Topology | undefined,
  basePort: string,
): Promise<ChosenHerd> {
  if (named !== undefined) {
    const topology = await loadTopology(named);
    const reason = `This start was asked for another one: --topology ${named}.`;
    const next = 'Bring it back here, or start the app without --topology.';
    return { topology, instead: insteadOf(kept ?? defaultHerd(), topology, { reason, next }) };
  }
  const topology = defaultHerd();
  // An empty sheet is no herd that anybody would miss.
  if (kept === undefined || kept.servers.length === 0) return { topology, instead: undefined };
  const reason = hindrance(kept, basePort);
  if (reason === undefined) return { topology: kept, instead: undefined };
  const next = 'Choose another base port in Settings, then bring it back.';
  return { topology, instead: insteadOf(kept, topology, { reason, next }) };
}

function insteadOf(
  kept: Topology,
  shown: Topology,
  told: { readonly reason: string; readonly next: string },
): ShownInstead | undefined {
  if (isDeepStrictEqual(kept, shown)) return undefined;
  const drawn = kept.servers.length > 0 && !PRESETS.some(({ topology }) => isDeepStrictEqual(topology, kept));
  const why = drawn ? new HerdError('HERD_HIDDEN', { title: kept.title, ...told }).toData() : null;
  return { shown, kept, why };
}

/** Why it can't listen from this base port on; undefined: it can. */
function hindrance(topology: Topology, basePort: string): string | undefined {
  try {
    checkAddresses(topology, { host: LOOPBACK, basePort: parseBasePort(basePort, topology) });
    return undefined;
  } catch (thrown) {
    if (!(thrown instanceof HerdError)) throw thrown;
    return `${thrown.message} ${thrown.why}`;
  }
}

function defaultHerd(): Topology {
  const preset = findPreset(DEFAULT_PRESET_ID);
  if (!preset) throw new HerdError('UNKNOWN_TOPOLOGY', { id: DEFAULT_PRESET_ID, known: PRESET_IDS });
  return preset.topology;
}
