/** Which herd a start shows, and what becomes of the one that was drawn before. */
import { isDeepStrictEqual } from 'node:util';
import { type ErrorData, HerdError } from '../../src-shared/errors.ts';
import { checkAddresses, DEFAULT_BASE_PORT, parseBasePort } from '../../src-shared/topology/addresses.ts';
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

export interface OpenedHerd extends ChosenHerd {
  readonly basePort: number;
  /** The kept base port counts for nobody in this start: why. */
  readonly problem: ErrorData | null;
}

/**
 * Which herd a start shows, and from which port on. A kept base port that has no room even for the default herd is told of and left
 * out for this start: else no start would reach the settings in which it can be changed.
 * @param base `said`: what the command line says, as it was written; it is refused where it can't be
 * @throws HerdError when what was named can't be read, or can't listen from the base port that was said
 */
export async function openHerd(
  named: string | undefined,
  kept: Topology | undefined,
  base: { readonly said: string | undefined; readonly kept: number },
): Promise<OpenedHerd> {
  const written = base.said ?? String(base.kept);
  const chosen = await chooseHerd(named, kept, written);
  const reason = base.said === undefined ? hindrance(chosen.topology, written) : undefined;
  if (reason === undefined) {
    return { ...chosen, basePort: parseBasePort(written, chosen.topology), problem: null };
  }
  const again = await chooseHerd(named, kept, DEFAULT_BASE_PORT);
  const told = { port: written, reason, instead: DEFAULT_BASE_PORT };
  return {
    ...again,
    basePort: parseBasePort(DEFAULT_BASE_PORT, again.topology),
    problem: new HerdError('BASE_PORT_LEFT', told).toData(),
  };
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
