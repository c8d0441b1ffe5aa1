import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { topologyOf } from './testing/graphs.ts';
import { eventually, TestHerd } from './testing/test-herd.ts';

describe('starts and ends that fall into each other', () => {
  let herd: TestHerd;
  beforeEach(async () => {
    herd = await TestHerd.start();
  });
  afterEach(() => herd.close());

  const call = (command: 'start' | 'stop' | 'kill') =>
    herd.host.call(`server.${command}`, { servers: ['Welsh'] });

  it.each(['stop', 'kill'] as const)('%s during a start leaves no port open', async (end) => {
    await call('kill');
    await Promise.all([call('start'), call(end)]);
    const { state, host, port } = await herd.server('Welsh');
    expect(state.kind).toBe('stopped');
    expect(await listens(host, port)).toBe(false);
    await call('start');
    expect((await herd.server('Welsh')).state.kind).toBe('ready');
  });

  it('ends with what was asked for last, a start', async () => {
    await Promise.all([call('kill'), call('start'), call('kill'), call('start')]);
    expect((await herd.server('Welsh')).state.kind).toBe('ready');
    await call('kill');
    await Promise.all([call('start'), call('kill'), call('start')]);
    expect((await herd.server('Welsh')).state.kind).toBe('ready');
  });

  it('ends with what was asked for last, an end', async () => {
    await Promise.all([call('stop'), call('start'), call('kill')]);
    const { state, host, port } = await herd.server('Welsh');
    expect(state.kind).toBe('stopped');
    expect(await listens(host, port)).toBe(false);
  });
});

describe('a link that is healed while its server ends', () => {
  it('is not made again by the server that ends', async () => {
    const herd = await TestHerd.start({ topology: topologyOf(['Ada', 'Bell'], [['Ada', 'Bell']]) });
    try {
      const links = { links: ['Ada-Bell'] };
      await Promise.all([
        herd.host.call('server.stop', { servers: ['Ada'] }),
        herd.host.call('link.cut', links),
        herd.host.call('link.heal', links),
      ]);
      await herd.host.call('server.start', { servers: ['Ada'] });
      await herd.linksAre('up');
      const connections = async (): Promise<number | undefined> =>
        (await herd.server('Bell')).counters?.connections;
      await eventually(async () => (await connections()) === 1, 'Bell has one connection, of the new Ada');
    } finally {
      await herd.close();
    }
  });
});

describe('free ports', () => {
  it('are none that the system may give to an outgoing connection while their server is down', async () => {
    const herd = await TestHerd.start({ basePort: 0 });
    try {
      const { servers } = await herd.state();
      for (const { port } of servers) expect(port).toBeLessThan(32_768);
      expect(new Set(servers.map(({ port }) => port)).size).toBe(servers.length);
      await herd.host.call('server.kill', { servers: ['Welsh'] });
      const before = (await herd.server('Welsh')).port;
      await herd.host.call('server.start', { servers: ['Welsh'] });
      expect((await herd.server('Welsh')).port).toBe(before);
    } finally {
      await herd.close();
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
