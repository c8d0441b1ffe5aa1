/** Where a topology's servers listen, and which ports that takes. */
import { closestName } from '../closest-name.ts';
import { HerdError } from '../errors.ts';
import type { Address, ServerSpec, Topology } from './topology.ts';

/** What fills in the addresses that a topology leaves open. */
export interface AddressDefaults {
  readonly host: string;
  /** Server i listens on this + i; 0: a free port each. */
  readonly basePort: number;
}

/** What `--base-port` is where nobody says, as text: as everybody else writes it. */
export const DEFAULT_BASE_PORT = '12000';

const LARGEST_PORT = 65_535;

/**
 * The base port as a number, when every server of the topology gets a port from it.
 * @throws HerdError PORT_RANGE
 */
export function parseBasePort(text: string, topology: Topology): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  const count = topology.servers.length;
  const lastWithout = topology.servers.findLastIndex((server) => server.port === undefined);
  if (Number.isNaN(port) || port > LARGEST_PORT || (port > 0 && port + lastWithout > LARGEST_PORT)) {
    throw new HerdError('PORT_RANGE', { port: text, servers: count });
  }
  return port;
}

/** @throws HerdError UNKNOWN_SERVER */
export function addressOf(topology: Topology, name: string, defaults: AddressDefaults): Address {
  const index = topology.servers.findIndex((server) => server.name === name);
  const server = topology.servers[index];
  if (server === undefined) throw unknownServer(topology, name);
  const port = server.port ?? (defaults.basePort === 0 ? 0 : defaults.basePort + index);
  return { host: server.host ?? defaults.host, port };
}

export function unknownServer(topology: Topology, name: string): HerdError {
  const known = topology.servers.map((server) => server.name);
  const meant = closestName(name, known);
  return new HerdError('UNKNOWN_SERVER', { name, known, ...(meant === undefined ? {} : { meant }) });
}

/**
 * Servers that would listen at the same place, because one's own port is another's place after the base port.
 * @throws HerdError TOPOLOGY_INVALID
 */
export function checkAddresses(topology: Topology, defaults: AddressDefaults): void {
  checkDistinct(topology.id, placedServers(topology, defaults));
}

/** Where each server listens in a herd of which none runs yet. What can't be is not looked for: `checkAddresses` does. */
export const placedServers = (topology: Topology, defaults: AddressDefaults): Map<string, Address> =>
  new Map(topology.servers.map(({ name }) => [name, addressOf(topology, name, defaults)]));

/**
 * The addresses of another topology's servers while a herd runs: a server without a port of its own keeps the one
 * that it has (`kept`), so that nothing moves when others come, go or change places; a new one gets the first from
 * the base port on that no other server has.
 * @throws HerdError TOPOLOGY_INVALID, PORT_RANGE
 */
export function assignAddresses(
  topology: Topology,
  defaults: AddressDefaults,
  kept: ReadonlyMap<string, Address>,
): Map<string, Address> {
  const hostOf = (spec: ServerSpec): string => spec.host ?? defaults.host;
  const portOf = (spec: ServerSpec): number | undefined => spec.port ?? kept.get(spec.name)?.port;
  const taken = new Set(topology.servers.map(portOf));
  let next = defaults.basePort;
  const nextFree = (): number => {
    if (defaults.basePort === 0) return 0;
    while (taken.has(next)) next++;
    if (next > LARGEST_PORT) {
      throw new HerdError('PORT_RANGE', {
        port: String(defaults.basePort),
        servers: topology.servers.length,
      });
    }
    return next++;
  };
  const addresses = topology.servers.map((spec): [string, Address] => [
    spec.name,
    { host: hostOf(spec), port: portOf(spec) ?? nextFree() },
  ]);
  checkDistinct(topology.id, addresses);
  return new Map(addresses);
}

function checkDistinct(where: string, addresses: Iterable<readonly [string, Address]>): void {
  const taken = new Map<string, string>();
  for (const [name, { host, port }] of addresses) {
    if (port === 0) continue;
    const place = `${host}:${port}`;
    const other = taken.get(place);
    if (other !== undefined) {
      const problem = `${other} and ${name} would both listen on ${place}`;
      const meant = 'A server without a port of its own gets the base port plus its place in the list.';
      throw new HerdError('TOPOLOGY_INVALID', { where, problem, meant });
    }
    taken.set(place, name);
  }
}

/** Where a client connects to for a server that listens at `host`: a wildcard is no destination. */
export function destinationHost(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  return host === '::' ? '::1' : host;
}

/**
 * `HOST:PORT` or `[IPV6]:PORT` as an address; undefined when the text is neither (a name has no colon).
 * @throws HerdError USAGE when it has a colon and can't be read
 */
export function parseAddress(text: string): Address | undefined {
  if (!text.includes(':')) return undefined;
  const match = /^(?:\[([0-9A-Za-z:.%]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(text);
  const host = match?.[1] ?? match?.[2];
  const port = Number(match?.[3]);
  if (host === undefined || port < 1 || port > LARGEST_PORT) {
    const problem = `“${text}” is no address.`;
    throw new HerdError('USAGE', {
      problem,
      help: 'Write HOST:PORT, for example 127.0.0.1:12000 or [::1]:12000.',
    });
  }
  return { host, port };
}
