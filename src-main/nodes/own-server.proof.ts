import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Topology } from '../../src-shared/topology/topology.ts';
import { topologyOf } from '../herd/testing/graphs.ts';
import { eventually, TestHerd } from '../herd/testing/test-herd.ts';

/** Ada and Cerf are processes of their own, Bell between them and Dahl are in this one. */
const MIXED: Topology = (() => {
  const chain = topologyOf(
    ['Ada', 'Bell', 'Cerf', 'Dahl'],
    [
      ['Ada', 'Bell'],
      ['Bell', 'Cerf'],
      ['Cerf', 'Dahl'],
    ],
  );
  const own = ['Ada', 'Cerf'];
  return {
    ...chain,
    servers: chain.servers.map(({ name }) => ({
      name,
      ...(own.includes(name) && { process: 'own' as const }),
    })),
  };
})();

describe('servers of ours in processes of their own', () => {
  let herd: TestHerd;
  let logDir: string;
  let clients = 0;
  beforeAll(async () => {
    logDir = mkdtempSync(join(tmpdir(), 'own server logs '));
    herd = await TestHerd.start({ topology: MIXED, logDir });
  });
  afterAll(async () => {
    await herd.close();
    rmSync(logDir, { recursive: true });
  });

  /** Reports a new client to a server. */
  async function report(server: string): Promise<[client: string, line: string]> {
    const client = `kiwi${clients++}`;
    const connection = await herd.client(server);
    return [client, await connection.ask(`IAMAT ${client} +34-118 1`)];
  }
  async function flooded(from: string, to: readonly string[]): Promise<void> {
    const [client, line] = await report(from);
    for (const server of to) await herd.untilKnown(server, client, line);
  }

  it('flood with those in this process, both ways', async () => {
    const { servers } = await herd.state();
    expect(servers.map(({ state }) => state.kind)).toEqual(['ready', 'ready', 'ready', 'ready']);
    expect(new Set(servers.map(({ state }) => 'pid' in state && state.pid)).size).toBe(3);
    await flooded('Ada', ['Bell', 'Cerf', 'Dahl']);
    await flooded('Dahl', ['Ada', 'Bell', 'Cerf']);
    await eventually(
      () => readFileSync(join(logDir, 'Ada.log'), 'utf8').includes('kiwi0'),
      'Ada’s log tells of the report',
    );
  });

  it('have their AT lines told', async () => {
    const lines = herd.events('line');
    const [client] = await report('Ada');
    await eventually(
      () =>
        lines.some(({ server, peer, text }) => server === 'Ada' && peer === 'Bell' && text.includes(client)),
      'a line from Ada to Bell was told',
    );
  });

  it('tell a neighbour that was killed all that it missed, also when it was away for long', async () => {
    await herd.host.call('server.kill', { servers: ['Bell'] });
    const [client, line] = await report('Ada');
    // Long enough for several vain tries to dial it.
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await herd.host.call('server.start', { servers: ['Bell'] });
    await herd.untilKnown('Bell', client, line);
    await herd.untilKnown('Dahl', client, line);
  });

  it('are killed and catch up when they are started again', async () => {
    await herd.host.call('server.kill', { servers: ['Cerf'] });
    const [client, line] = await report('Ada');
    const [other, otherLine] = await report('Dahl');
    await herd.host.call('server.start', { servers: ['Cerf'] });
    await herd.untilKnown('Dahl', client, line);
    await herd.untilKnown('Ada', other, otherLine);
  });

  it('are cut off and healed', async () => {
    await herd.host.call('link.cut', { links: ['Ada-Bell', 'Cerf-Dahl'] });
    const [client, line] = await report('Ada');
    const [other, otherLine] = await report('Bell');
    await herd.untilKnown('Cerf', other, otherLine);
    expect(await herd.knows('Bell', client)).toBeUndefined();
    expect(await herd.knows('Ada', other)).toBeUndefined();
    await herd.host.call('link.heal', { links: [] });
    await herd.untilKnown('Dahl', client, line);
    await herd.untilKnown('Ada', other, otherLine);
  });

  it('can be asked what they know, and not read', async () => {
    const [client, line] = await report('Ada');
    await herd.untilKnown('Cerf', client, line);
    const beliefs = await herd.host.call('belief.read', { clients: [client] });
    expect(beliefs['Ada']).toEqual({ kind: 'closed-book' });
    const asked = await herd.host.call('belief.ask', { clients: [client], servers: ['Cerf'] });
    expect(asked).toEqual([{ server: 'Cerf', client, line, problem: null }]);
  });

  it('hear of another Places source when they are started again, and that is said', async () => {
    const problems = herd.events('problem');
    await herd.host.call('places.use', { source: 'gazetteer' });
    await eventually(() => problems.length === 2, 'both were told of');
    expect(problems.map(({ server, error }) => [server, error.code])).toEqual([
      ['Ada', 'RESTART_NEEDED'],
      ['Cerf', 'RESTART_NEEDED'],
    ]);
    await herd.host.call('server.restart', { servers: ['Ada'] });
    const connection = await herd.client('Ada');
    await connection.ask('IAMAT lime +34.068930-118.445127 1');
    connection.write('WHATSAT lime 10 1\n');
    expect((await connection.places()).json['status']).toBe('OK');
  });
});
