/** From what was typed after `herd serve` to what the host is to do; everything that can be wrong is found here. */
import { HerdError } from '../../src-shared/errors.ts';
import { checkAddresses, parseBasePort, unknownServer } from '../../src-shared/topology/addresses.ts';
import { neighboursOf, type ServerSpec, type Topology } from '../../src-shared/topology/topology.ts';
import { PLACES_KEY_VARIABLE } from '../places/places-key.ts';
import type { PlacesSourceName } from '../places/places-source.ts';
import { checkPlacesUrl } from '../places/places-url.ts';
import { loadTopology } from './load-topology.ts';
import type { ServeOptions } from './serve-command.ts';

export interface ServePlan {
  readonly topology: Topology;
  /** The servers to host, in the topology's order. */
  readonly only: readonly string[];
  readonly host: string;
  readonly basePort: number;
  readonly places: { readonly source: PlacesSourceName; readonly url?: string; readonly key?: string };
  readonly logDir: string | null;
}

/** @throws HerdError; nothing has been started then */
export async function planServe(
  names: readonly string[],
  options: ServeOptions,
  env: Readonly<Record<string, string | undefined>>,
): Promise<ServePlan> {
  notEmpty('--host', options.host, 'an address of this machine, such as 127.0.0.1');
  notEmpty('--log-dir', options.logDir, 'a folder, or none for no logs');
  const topology = await loadTopology(options.topology);
  const basePort = parseBasePort(options.basePort, topology);
  checkAddresses(topology, { host: options.host, basePort });
  const only = chooseServers(topology, names);
  checkReachable(topology, only, basePort);
  const key = env[PLACES_KEY_VARIABLE]?.trim() || undefined;
  const url = options.placesUrl === undefined ? undefined : checkPlacesUrl(options.placesUrl, key);
  return {
    topology,
    only,
    host: options.host,
    basePort,
    places: {
      source: options.places,
      ...(url === undefined ? {} : { url }),
      ...(key === undefined ? {} : { key }),
    },
    logDir: options.logDir === 'none' ? null : options.logDir,
  };
}

/** An unset variable in a script is no choice: an empty host would even be every interface of the machine. */
function notEmpty(option: string, value: string, wanted: string): void {
  if (value.trim() !== '') return;
  throw new HerdError('USAGE', { problem: `${option} is empty.`, help: `Give it ${wanted}.` });
}

/** What the user should know although it is no error. */
export function warningsOf({ places: { source, url, key } }: ServePlan): HerdError[] {
  const needsKey = (source === 'google' || source === 'google-new') && url === undefined;
  return needsKey && key === undefined ? [new HerdError('PLACES_KEY_MISSING', { source })] : [];
}

/** No name means all; a name twice is the same server once. */
function chooseServers(topology: Topology, names: readonly string[]): string[] {
  const known = topology.servers.map(({ name }) => name);
  const stranger = names.find((name) => !known.includes(name));
  if (stranger !== undefined) throw unknownServer(topology, stranger);
  return names.length === 0 ? known : known.filter((name) => names.includes(name));
}

/** On free ports only this process knows where its servers are: neighbours that others host can't be found. */
function checkReachable(topology: Topology, only: readonly string[], basePort: number): void {
  if (basePort !== 0) return;
  const hidden = ({ name, port }: ServerSpec): boolean =>
    port === undefined &&
    !only.includes(name) &&
    neighboursOf(topology, name).some((neighbour) => only.includes(neighbour));
  const lost = topology.servers.find(hidden);
  if (lost === undefined) return;
  throw new HerdError('USAGE', {
    problem: `With --base-port 0 nobody can know the port of ${lost.name}, which isn’t hosted here.`,
    help: 'Give all processes of the herd the same base port, such as 12000, or give the servers ports in a topology file.',
  });
}
