/** A herd for tests: our own servers, in this process, on ports of their own, without Places or logs unless asked for. */
import type { HerdSnapshot, Host, ServerSnapshot } from '../../../src-shared/console-contract.ts';
import { HerdError } from '../../../src-shared/errors.ts';
import type { HerdEvent } from '../../../src-shared/events/events.ts';
import { findPreset } from '../../../src-shared/topology/presets.ts';
import type { Address, Topology } from '../../../src-shared/topology/topology.ts';
import { createHost, type HostOptions } from '../../host/host.ts';
import { nextPorts } from './test-ports.ts';
import { WireClient } from './wire-client.ts';

const DEADLINE_MS = 20_000;

export class TestHerd {
  readonly host: Host;
  readonly topology: Topology;
  /** The servers that are hosted. */
  readonly names: readonly string[];
  readonly #clients: WireClient[] = [];

  private constructor(host: Host, topology: Topology, names: readonly string[]) {
    this.host = host;
    this.topology = topology;
    this.names = names;
  }

  /** Starts it and waits until its links are up. */
  static async start(options: Partial<HostOptions> = {}): Promise<TestHerd> {
    const topology: Topology = options.topology ?? (findPreset('fall-2016')?.topology as Topology);
    for (;;) {
      const basePort = options.basePort ?? nextPorts(topology.servers.length);
      const host = await createHost({
        places: { source: 'off' },
        logDir: null,
        ...options,
        basePort,
        topology,
      });
      try {
        await host.call('server.start', { servers: [] });
      } catch (thrown) {
        await host.close();
        const taken = thrown instanceof HerdError && thrown.code === 'PORT_IN_USE';
        if (!taken || options.basePort !== undefined) throw thrown;
        continue;
      }
      const herd = new TestHerd(host, topology, options.only ?? topology.servers.map(({ name }) => name));
      await herd.linksAre('up');
      return herd;
    }
  }

  async state(): Promise<HerdSnapshot> {
    return this.host.call('herd.state', {});
  }

  async server(name: string): Promise<ServerSnapshot> {
    const server = (await this.state()).servers.find((one) => one.name === name);
    if (server === undefined) throw new Error(`no server ${name}`);
    return server;
  }

  /** A new connection to a server; closed with the herd. */
  async client(name: string): Promise<WireClient> {
    const client = await WireClient.open(await this.server(name));
    this.#clients.push(client);
    return client;
  }

  async close(): Promise<void> {
    for (const client of this.#clients) client.destroy();
    await this.host.close();
  }

  /** Waits until every link that isn't cut and whose servers run is up. */
  async linksAre(wanted: 'up'): Promise<void> {
    await eventually(async () => {
      const { links, servers } = await this.state();
      const running = new Set(servers.filter(({ state }) => state.kind === 'ready').map(({ name }) => name));
      return links.every(
        ({ a, b, state }) => state === wanted || state === 'cut' || !running.has(a) || !running.has(b),
      );
    }, `all links ${wanted}`);
  }

  /** What a server knows of each of these clients, asked on one connection of its own. */
  async beliefs(server: string, clients: readonly string[]): Promise<(string | undefined)[]> {
    return beliefs(await this.server(server), clients);
  }

  /** What a server knows of a client: the AT line, or undefined. Asked on the wire. */
  async knows(server: string, client: string): Promise<string | undefined> {
    return (await this.beliefs(server, [client]))[0];
  }

  /** Waits until the server knows the AT line of the client. */
  async untilKnown(server: string, client: string, line: string): Promise<void> {
    await eventually(async () => (await this.knows(server, client)) === line, `${server} knows ${line}`);
  }

  /** Gathers events of these types from now on. */
  events<T extends HerdEvent['type']>(...types: T[]): Extract<HerdEvent, { type: T }>[] {
    const gathered: Extract<HerdEvent, { type: T }>[] = [];
    this.host.subscribe((batch) => gathered.push(...(batch as Extract<HerdEvent, { type: T }>[])), types);
    return gathered;
  }
}

/** What the server at an address knows of each of these clients: its AT line, or undefined. */
export async function beliefs(address: Address, clients: readonly string[]): Promise<(string | undefined)[]> {
  const connection = await WireClient.open(address);
  try {
    connection.write(clients.map((client) => `WHATSAT ${client} 0 0\n`).join(''));
    const lines: (string | undefined)[] = [];
    for (let i = 0; i < clients.length; i++) lines.push(await connection.belief());
    return lines;
  } finally {
    connection.destroy();
  }
}

/** Waits for a fact that has to be asked for; fails at the deadline. */
export async function eventually(
  fact: () => Promise<boolean> | boolean,
  what: string | (() => string),
): Promise<void> {
  const late = Date.now() + DEADLINE_MS;
  while (!(await fact())) {
    if (Date.now() > late) throw new Error(`not in time: ${typeof what === 'string' ? what : what()}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
