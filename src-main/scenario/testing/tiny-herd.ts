/** A host of tiny servers for tests: the contract's operations, updates passed on from memory to memory. */
import {
  CONTRACT,
  type CommandName,
  type HerdSnapshot,
  type Host,
  type RequestOf,
  type ResponseOf,
} from '../../../src-shared/console-contract.ts';
import { HerdError } from '../../../src-shared/errors.ts';
import type { ServerState } from '../../../src-shared/events/events.ts';
import type { Update } from '../../../src-shared/protocol/index.ts';
import { linkId, neighboursOf, type Topology } from '../../../src-shared/topology/topology.ts';
import { type Fault, TinyServer } from './tiny-server.ts';

const STOPPED: ServerState = { kind: 'stopped', how: 'killed' };

export function tinyHerd(topology: Topology, fault?: Fault): Host {
  const names = topology.servers.map(({ name }) => name);
  const states = new Map<string, ServerState>(names.map((name) => [name, STOPPED]));
  const cut = new Set<string>();
  const stateOf = (name: string): ServerState => states.get(name) ?? STOPPED;
  const isLinked = (a: string, b: string): boolean => {
    const link = topology.links.find((one) => [one.a, one.b].sort().join() === [a, b].sort().join());
    const whole = link !== undefined && !cut.has(linkId(link));
    return whole || fault === 'floods to everyone' || (fault === 'floods past a cut' && link !== undefined);
  };
  const neighbours = (name: string): string[] =>
    fault === 'floods to everyone' ? names.filter((other) => other !== name) : neighboursOf(topology, name);

  const deliver = (from: string, to: string, update: Update): void => {
    setImmediate(() => {
      const server = servers.get(to);
      if (!server || !isLinked(from, to)) return;
      if (stateOf(to).kind === 'paused') return void waiting.push({ from, to, update });
      if (stateOf(to).kind !== 'ready' || !server.learn(update)) return;
      if (fault !== 'floods to neighbours alone') flood(to, update, from);
    });
  };
  const waiting: { from: string; to: string; update: Update }[] = [];
  const flood = (from: string, update: Update, cameFrom: string | undefined): void => {
    if (fault === 'never floods') return;
    const some = names.some((name) => stateOf(name).kind !== 'ready');
    if (fault === 'forgets what it is told while others are down' && some) return;
    for (const to of neighbours(from)) if (to !== cameFrom) deliver(from, to, update);
  };
  const owner = {
    fault,
    flood,
    crashed(name: string): void {
      const data = { server: name, how: 'exit code 1', output: ['UnicodeDecodeError'] };
      states.set(name, { kind: 'crashed', error: new HerdError('SERVER_CRASHED', data).toData() });
      void servers.get(name)?.end();
    },
  };
  const servers = new Map(names.map((name) => [name, new TinyServer(name, owner)]));

  /** Everybody tells the neighbours everything: what links do when they come up. */
  const catchUp = (): void => {
    for (const [from, { store }] of servers) {
      for (const update of store.values()) for (const to of neighbours(from)) deliver(from, to, update);
    }
  };

  const start = async (name: string): Promise<void> => {
    const server = servers.get(name);
    if (!server || stateOf(name).kind === 'ready') return;
    states.set(name, { kind: 'ready', address: await server.start(), pid: 1 });
  };
  const end = async (name: string): Promise<void> => {
    states.set(name, STOPPED);
    await servers.get(name)?.end();
  };
  const setState = (name: string, kind: 'ready' | 'paused'): void => {
    const state = stateOf(name);
    if ('address' in state) states.set(name, { ...state, kind });
  };

  const operate = async (
    command: CommandName,
    request: { servers?: string[]; links?: string[] },
  ): Promise<void> => {
    const chosen = request.servers?.length ? request.servers : names;
    const links = request.links?.length ? request.links : topology.links.map(linkId);
    switch (command) {
      case 'server.start':
        await Promise.all(chosen.map(start));
        if (fault !== 'never catches up after a start') catchUp();
        break;
      case 'server.stop':
      case 'server.kill':
        await Promise.all(chosen.map(end));
        break;
      case 'server.pause':
        for (const name of chosen) setState(name, 'paused');
        break;
      case 'server.resume':
        for (const name of chosen) setState(name, 'ready');
        for (const { from, to, update } of waiting.splice(0)) deliver(from, to, update);
        break;
      case 'link.cut':
        for (const id of links) cut.add(id);
        break;
      case 'link.heal':
        for (const id of links) cut.delete(id);
        if (fault !== 'never catches up after a heal') catchUp();
        break;
      default:
    }
  };

  const snapshot = (): HerdSnapshot => ({
    topology,
    places: 'tiny',
    servers: names.map((name) => ({
      name,
      host: '',
      port: 0,
      state: stateOf(name),
      hosted: true,
      counters: null,
    })),
    links: topology.links.map((link) => ({
      ...link,
      id: linkId(link),
      state: cut.has(linkId(link)) ? 'cut' : 'up',
    })),
  });

  return {
    async call<C extends CommandName>(command: C, request: RequestOf<C>): Promise<ResponseOf<C>> {
      await operate(command, CONTRACT[command].request.parse(request) as { servers?: string[] });
      return snapshot() as ResponseOf<C>;
    },
    subscribe: () => () => {},
    close: async () => {
      await Promise.all(names.map(end));
    },
  };
}
