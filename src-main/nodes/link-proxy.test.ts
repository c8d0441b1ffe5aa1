import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Address } from '../../src-shared/topology/topology.ts';
import { LinkProxy } from './link-proxy.ts';
import { openDescriptors, untilFact } from './testing/hosting.ts';

let neighbour: Server;
let accepted: Socket[];
let dialled: Socket[];
let proxy: LinkProxy;
let target: Address | undefined;
let cut: boolean;

beforeEach(async () => {
  accepted = [];
  dialled = [];
  cut = false;
  neighbour = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => {});
    accepted.push(socket);
  });
  neighbour.listen({ host: '127.0.0.1', port: 0 });
  await once(neighbour, 'listening');
  target = { host: '127.0.0.1', port: (neighbour.address() as AddressInfo).port };
  proxy = await LinkProxy.open({
    addressOf: () => target,
    isCut: () => cut,
  });
});

afterEach(async () => {
  await proxy.close();
  await Promise.all([...accepted, ...dialled].map(destroyed));
  await new Promise((resolve) => neighbour.close(resolve));
});

function dial(): Socket {
  const socket = connect({ ...proxy.address, allowHalfOpen: true });
  socket.on('error', () => {});
  dialled.push(socket);
  return socket;
}

/** Ends a socket; resolves when it is closed. */
async function destroyed(socket: Socket): Promise<void> {
  if (socket.closed) return;
  const closed = once(socket, 'close');
  socket.destroy();
  await closed;
}

/** All that a socket gets until its end; leaves its other direction open. */
function text(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let received = '';
    socket.on('data', (chunk) => {
      received += String(chunk);
    });
    socket.once('end', () => resolve(received)).once('error', reject);
  });
}

/** A connection through the proxy, from both of its ends. */
async function through(): Promise<[near: Socket, far: Socket]> {
  const before = accepted.length;
  const near = dial();
  await untilFact(() => accepted.length > before);
  const far = accepted.at(-1);
  if (!far) throw new Error('nothing was accepted');
  return [near, far];
}

const broken = async (socket: Socket): Promise<string> => {
  const [error] = socket.errored ? [socket.errored] : await once(socket, 'error');
  return (error as NodeJS.ErrnoException).code ?? '';
};

describe('a link proxy', () => {
  it('passes bytes both ways and a half-close on', async () => {
    const [near, far] = await through();
    near.end('question');
    expect(await text(far)).toBe('question');
    far.end('late answer');
    expect(await text(near)).toBe('late answer');
  });

  it('passes a half-close of the neighbour on', async () => {
    const [near, far] = await through();
    far.end('bye');
    expect(await text(near)).toBe('bye');
    near.end('still here');
    expect(await text(far)).toBe('still here');
  });

  it.each([0, 1])('passes a reset of either end (%i) on', async (end) => {
    const ends = await through();
    const other = broken(ends[1 - end]!);
    ends[end]!.resetAndDestroy();
    expect(await other).toBe('ECONNRESET');
  });

  it('resets what there is when it is cut, and new connections, until it is healed', async () => {
    const [near, far] = await through();
    const both = Promise.all([broken(near), broken(far)]);
    cut = true;
    proxy.resetAll();
    expect(await both).toEqual(['ECONNRESET', 'ECONNRESET']);
    expect(await broken(dial())).toBe('ECONNRESET');
    expect(accepted).toHaveLength(1);
    cut = false;
    const [, again] = await through();
    expect(again.destroyed).toBe(false);
  });

  it('resets when the neighbour is down, and finds it again where it is then', async () => {
    const good = target;
    target = undefined;
    expect(await broken(dial())).toBe('ECONNRESET');
    const closed = createServer().listen({ host: '127.0.0.1', port: 0 });
    await once(closed, 'listening');
    target = { host: '127.0.0.1', port: (closed.address() as AddressInfo).port };
    await new Promise((resolve) => closed.close(resolve));
    expect(await broken(dial())).toBe('ECONNRESET');
    target = good;
    await through();
  });

  it('takes no more from the program than the neighbour reads', async () => {
    const [near, far] = await through();
    far.pause();
    const chunk = Buffer.alloc(64 * 1024, 'x');
    const most = 256 * 1024 * 1024;
    let sent = 0;
    // Writes as long as the system takes it: a proxy that reads without end would take it all.
    while (sent < most && (near.write(chunk) || (await drained(near)))) sent += chunk.length;
    expect(sent).toBeLessThan(most / 4);
    let received = 0;
    far.on('data', (data: Buffer) => {
      received += data.length;
    });
    near.end();
    far.resume();
    await once(far, 'end');
    expect(received).toBe(near.bytesWritten);
  });

  it('leaves no connection and no descriptor when it is closed', async () => {
    const before = openDescriptors();
    const other = await LinkProxy.open({ addressOf: () => target, isCut: () => false });
    const near = connect({ ...other.address });
    const ended = broken(near);
    await untilFact(() => accepted.length === 1);
    await other.close();
    await other.close();
    expect(await ended).toBe('ECONNRESET');
    await Promise.all([near, ...accepted].map(destroyed));
    if (before !== undefined) await untilFact(() => openDescriptors() === before);
  });
});

/** Whether a full socket takes more: false when nothing moved for many turns of the event loop. */
async function drained(socket: Socket): Promise<boolean> {
  for (let turns = 0; turns < 20_000; turns++) {
    if (!socket.writableNeedDrain) return true;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return false;
}
