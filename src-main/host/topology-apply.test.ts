import { connect, createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ServerSnapshot } from '../../src-shared/console-contract.ts';
import { linkBetween, type ServerSpec, type Topology } from '../../src-shared/topology/topology.ts';
import { topologyOf } from '../herd/testing/graphs.ts';
import { eventually, TestHerd } from '../herd/testing/test-herd.ts';
import { programTemplate } from '../nodes/testing/hosting.ts';

const NAMES = ['Ada', 'Bell', 'Cerf'];
const CHAIN = topologyOf(NAMES, [
  ['Ada', 'Bell'],
  ['Bell', 'Cerf'],
]);

let herd: TestHerd;
beforeEach(async () => {
  herd = await TestHerd.start({ topology: CHAIN });
});
afterEach(() => herd.close());

const apply = (topology: Topology) => herd.host.call('topology.apply', { topology });
const kill = (...servers: string[]) => herd.host.call('server.kill', { servers });
const start = (...servers: string[]) => herd.host.call('server.start', { servers });

function withLinks(topology: Topology, ...links: [string, string][]): Topology {
  const names = topology.servers.map(({ name }) => name);
  return { ...topology, links: links.map(([x, y]) => linkBetween(names, x, y)) };
}
const withServer = (name: string, more: Partial<ServerSpec>): Topology => ({
  ...CHAIN,
  servers: CHAIN.servers.map((spec) => (spec.name === name ? { ...spec, ...more } : spec)),
});
const byName = (servers: readonly ServerSnapshot[]) =>
  Object.fromEntries(servers.map((server) => [server.name, server]));

/** Reports a client to a server and gives the AT line that it answers. */
async function report(server: string, client: string): Promise<string> {
  const connection = await herd.client(server);
  return connection.ask(`IAMAT ${client} +34-118 1`);
}

describe('links of running servers', () => {
  it('that are new are dialled at once and catch up by themselves', async () => {
    await apply(withLinks(CHAIN, ['Ada', 'Bell']));
    const known = await report('Ada', 'kiwi');
    await herd.untilKnown('Bell', 'kiwi', known);
    expect(await herd.knows('Cerf', 'kiwi')).toBeUndefined();
    const { links } = await apply(withLinks(CHAIN, ['Ada', 'Bell'], ['Ada', 'Cerf']));
    expect(links.map(({ id }) => id)).toEqual(['Ada-Bell', 'Ada-Cerf']);
    await herd.untilKnown('Cerf', 'kiwi', known);
    await herd.linksAre('up');
    await herd.untilKnown('Ada', 'lime', await report('Cerf', 'lime'));
  });

  it('that are gone let nothing through, and are no cuts', async () => {
    const events = herd.events('link');
    await apply(withLinks(CHAIN, ['Bell', 'Cerf']));
    await report('Ada', 'kiwi');
    await herd.untilKnown('Cerf', 'lime', await report('Bell', 'lime'));
    expect(await herd.knows('Bell', 'kiwi')).toBeUndefined();
    await eventually(
      async () => (await herd.server('Ada')).counters?.connections === 1,
      'only our own connection is left at Ada',
    );
    expect(events.filter(({ state }) => state.kind === 'cut')).toEqual([]);
  });

  it('come back, also while one end is paused', async () => {
    await apply(withLinks(CHAIN, ['Bell', 'Cerf']));
    const known = await report('Ada', 'kiwi');
    await herd.host.call('server.pause', { servers: ['Ada'] });
    await apply(CHAIN);
    await herd.host.call('server.resume', { servers: ['Ada'] });
    await herd.untilKnown('Cerf', 'kiwi', known);
  });

  it('that are cut stay cut, and are healed as ever', async () => {
    await herd.host.call('link.cut', { links: ['Ada-Bell'] });
    const all = withLinks(CHAIN, ['Bell', 'Cerf'], ['Ada', 'Bell'], ['Ada', 'Cerf']);
    const { links } = await apply({ ...all, servers: [...all.servers].reverse() });
    expect(links.find(({ id }) => id === 'Ada-Bell')?.state).toBe('cut');
    await apply(CHAIN);
    const known = await report('Ada', 'kiwi');
    await herd.untilKnown('Cerf', 'lime', await report('Bell', 'lime'));
    expect(await herd.knows('Bell', 'kiwi')).toBeUndefined();
    await herd.host.call('link.heal', { links: ['Ada-Bell'] });
    await herd.untilKnown('Cerf', 'kiwi', known);
  });

  it('that were cut and gone are whole when they come back', async () => {
    await herd.host.call('link.cut', { links: ['Ada-Bell'] });
    await apply(withLinks(CHAIN, ['Bell', 'Cerf']));
    await apply(CHAIN);
    await herd.linksAre('up');
    await herd.untilKnown('Cerf', 'kiwi', await report('Ada', 'kiwi'));
  });
});

describe('servers', () => {
  it('that are new are there, stopped, and take part when they are started', async () => {
    const events = herd.events('topology');
    const known = await report('Ada', 'kiwi');
    const four = topologyOf(
      ['Dahl', ...NAMES],
      [
        ['Dahl', 'Ada'],
        ['Ada', 'Bell'],
        ['Bell', 'Cerf'],
      ],
    );
    const before = byName((await herd.state()).servers);
    const { topology, servers } = await apply({ ...four, title: 'Four' });
    expect(topology).toEqual({ ...four, title: 'Four' });
    const after = byName(servers);
    expect(after['Dahl']).toMatchObject({ state: { kind: 'stopped' }, hosted: true });
    for (const name of NAMES) expect(after[name]?.state).toEqual(before[name]?.state);
    expect(after['Dahl']?.port).toBe((before['Cerf']?.port ?? 0) + 1);
    await eventually(() => events.length === 1, 'the event came');
    expect(events[0]).toMatchObject({ server: '-', title: 'Four' });
    // Another process may have the next port.
    await start('Dahl').then(
      () => herd.untilKnown('Dahl', 'kiwi', known),
      (error: unknown) => expect(error).toMatchObject({ code: 'PORT_IN_USE' }),
    );
  });

  it('that are gone are stopped, and what they had been told is known', async () => {
    const { port, host } = await herd.server('Ada');
    const connection = await herd.client('Ada');
    connection.write('IAMAT kiwi +34-118 1\n');
    const known = await connection.line();
    const { servers } = await apply(topologyOf(['Bell', 'Cerf'], [['Bell', 'Cerf']]));
    expect(servers.map(({ name }) => name)).toEqual(['Bell', 'Cerf']);
    expect(await listens(host, port)).toBe(false);
    await connection.rest();
    await herd.untilKnown('Cerf', 'kiwi', known);
    await expect(start('Ada')).rejects.toMatchObject({ code: 'UNKNOWN_SERVER' });
    await eventually(
      async () => (await herd.server('Bell')).counters?.connections === 1,
      'Bell is only connected to Cerf',
    );
  });

  it('that come back at once have their port and forget', async () => {
    await apply(withLinks(CHAIN));
    await report('Ada', 'kiwi');
    const before = (await herd.server('Ada')).port;
    const without = apply(topologyOf(['Bell', 'Cerf'], [['Bell', 'Cerf']]));
    await Promise.all([without, apply(CHAIN), start('Ada')]);
    expect((await herd.server('Ada')).port).toBe(before);
    await herd.linksAre('up');
    expect(await herd.knows('Ada', 'kiwi')).toBeUndefined();
    await herd.untilKnown('Cerf', 'lime', await report('Ada', 'lime'));
  });

  it('whose own entry changed are started again, if they ran', async () => {
    const held = (await herd.server('Cerf')).port;
    await apply(withLinks({ ...CHAIN, servers: CHAIN.servers.slice(0, 2) }, ['Ada', 'Bell']));
    const known = await report('Bell', 'kiwi');
    const { servers } = await apply({
      ...withLinks(CHAIN, ['Ada', 'Bell']),
      servers: [{ name: 'Ada', port: held }, { name: 'Bell' }],
    });
    expect(byName(servers)['Ada']).toMatchObject({ port: held, state: { kind: 'ready' } });
    await herd.untilKnown('Ada', 'kiwi', known);
    await kill('Ada');
    const again = await apply({
      ...withLinks(CHAIN, ['Ada', 'Bell']),
      servers: [{ name: 'Ada', host: '127.0.0.2', port: held }, { name: 'Bell' }],
    });
    expect(byName(again.servers)['Ada']).toMatchObject({ host: '127.0.0.2', state: { kind: 'stopped' } });
  });

  it('that can’t be started again are crashed; the topology is in force', async () => {
    const holder = createServer();
    try {
      const port = await new Promise<number>((resolve) => {
        holder.listen(0, '127.0.0.1', () => resolve((holder.address() as { port: number }).port));
      });
      const { servers } = await apply(withServer('Ada', { port }));
      const { state } = byName(servers)['Ada'] ?? {};
      expect(state).toMatchObject({ kind: 'crashed', error: { code: 'PORT_IN_USE' } });
    } finally {
      holder.close();
    }
  });

  it('may become programs and our own again', async () => {
    const command = { template: programTemplate('{neighbours}') };
    const { servers } = await apply(withServer('Cerf', { command }));
    expect(byName(servers)['Cerf']).toMatchObject({ state: { kind: 'ready' }, counters: null });
    expect((await herd.server('Cerf')).state).not.toMatchObject({ pid: process.pid });
    await apply(CHAIN);
    expect((await herd.server('Cerf')).state).toMatchObject({ kind: 'ready', pid: process.pid });
    await herd.linksAre('up');
  });

  it('that are programs hear of a new link when they are started again, and that is said', async () => {
    const command = { template: programTemplate('{neighbours}') };
    const mixed = withServer('Cerf', { command });
    await apply(mixed);
    const problems = herd.events('problem');
    await apply(withLinks(mixed, ['Ada', 'Bell'], ['Bell', 'Cerf'], ['Ada', 'Cerf']));
    await eventually(() => problems.length === 1, 'a problem was told');
    expect(problems[0]).toMatchObject({ server: 'Cerf', error: { code: 'RESTART_NEEDED' } });
    // A link that goes and comes back is the one that it knows.
    await apply(withLinks(mixed));
    await apply(mixed);
    await herd.host.call('server.restart', { servers: ['Cerf'] });
    expect(problems).toHaveLength(1);
  });
});

describe('a topology that is refused', () => {
  it.each([
    [
      'with two servers at one address',
      {
        servers: [
          { name: 'Ada', port: 9 },
          { name: 'Bell', port: 9 },
        ],
        links: [],
      },
    ],
    ['with a link to nobody', { servers: [{ name: 'Ada' }], links: [{ a: 'Ada', b: 'Bell' }] }],
    [
      'with a command that can’t be read',
      { servers: [{ name: 'Ada', command: { template: "'" } }], links: [] },
    ],
    [
      'with a process beside a command',
      { servers: [{ name: 'Ada', command: { template: 'x' }, process: 'own' as const }], links: [] },
    ],
  ])('%s changes nothing', async (_, part) => {
    const events = herd.events('topology', 'server');
    await herd.host.call('link.cut', { links: ['Ada-Bell'] });
    const before = await herd.state();
    await expect(apply({ id: 'x', title: 'x', ...part })).rejects.toMatchObject({
      code: expect.stringMatching(/TOPOLOGY_INVALID|BAD_REQUEST|COMMAND_TEMPLATE/),
    });
    expect(await herd.state()).toEqual(before);
    expect(events).toEqual([]);
  });

  it('because a server in a cut link could not be cut off changes nothing', async () => {
    await herd.host.call('link.cut', { links: ['Ada-Bell'] });
    const before = await herd.state();
    const deaf = withServer('Ada', { command: { template: programTemplate() } });
    await expect(apply(deaf)).rejects.toMatchObject({ code: 'LINK_NOT_OURS' });
    expect(await herd.state()).toEqual(before);
  });
});

describe('on free ports', () => {
  it('a server keeps the one that it has', async () => {
    const free = await TestHerd.start({ topology: CHAIN, basePort: 0 });
    try {
      const before = byName((await free.state()).servers);
      const topology = { ...CHAIN, servers: [{ name: 'Dahl' }, ...CHAIN.servers] };
      const after = byName((await free.host.call('topology.apply', { topology })).servers);
      for (const name of NAMES) expect(after[name]?.state).toEqual(before[name]?.state);
      expect(after['Dahl']?.port).toBe(0);
      await free.host.call('server.start', { servers: [] });
      expect((await free.server('Dahl')).port).toBeGreaterThan(0);
    } finally {
      await free.close();
    }
  });
});

function listens(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
