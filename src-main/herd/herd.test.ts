import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestHerd } from './testing/test-herd.ts';

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
