/** From what was typed after `herd serve` to what the host is to do; everything that can be wrong is found here. */
import { HerdError } from '../../src-shared/errors.ts';
import { checkAddresses, parseBasePort, unknownServer } from '../../src-shared/topology/addresses.ts';
import type { Topology } from '../../src-shared/topology/topology.ts';
import { PLACES_KEY_VARIABLE } from '../places/places-key.ts';
import { loadTopology } from './load-topology.ts';
import type { PlacesChoice, ServeOptions } from './serve-command.ts';

export interface ServePlan {
  readonly topology: Topology;
  /** The servers to host, in the topology's order. */
  readonly only: readonly string[];
  readonly host: string;
  readonly basePort: number;
  readonly places: { readonly source: PlacesChoice; readonly url?: string; readonly key?: string };
  readonly logDir: string | null;
}

/** @throws HerdError; nothing has been started then */
export async function planServe(
  names: readonly string[],
  options: ServeOptions,
  env: Readonly<Record<string, string | undefined>>,
): Promise<ServePlan> {
  const topology = await loadTopology(options.topology);
  const basePort = parseBasePort(options.basePort, topology);
  checkAddresses(topology, { host: options.host, basePort });
  const url = options.placesUrl === undefined ? undefined : checkUrl(options.placesUrl);
  const key = env[PLACES_KEY_VARIABLE]?.trim();
  return {
    topology,
    only: chooseServers(topology, names),
    host: options.host,
    basePort,
    places: {
      source: options.places,
      ...(url === undefined ? {} : { url }),
      ...(key === undefined || key === '' ? {} : { key }),
    },
    logDir: options.logDir === 'none' ? null : options.logDir,
  };
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

function checkUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && ['http:', 'https:'].includes(url.protocol)) return text;
  const problem = `“${text}” is no URL of a Places server.`;
  throw new HerdError('USAGE', {
    problem,
    help: 'Write it as http://HOST:PORT; Google’s path is added to it.',
  });
}
