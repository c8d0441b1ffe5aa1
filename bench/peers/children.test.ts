import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Address } from '../../src-shared/topology/topology.ts';
import { parseTopology } from '../../src-shared/topology/topology-file.ts';
import { Children, type Command } from './children.ts';
import { writeRing, writeSingle } from './herd-file.ts';

let folder = '';
let controller = new AbortController();
let children = new Children(controller.signal);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'herd-bench-test-'));
  controller = new AbortController();
  children = new Children(controller.signal);
});

afterEach(async () => {
  await children.endAll();
  await rm(folder, { recursive: true, force: true });
});

const node = (code: string, answers: readonly Address[]): Command => ({
  program: process.execPath,
  args: ['-e', code],
  answers,
});

const freeAddress = async (): Promise<Address> =>
  (await writeSingle(join(folder, 'single.json'))).servers[0]!.address;

const listener = ({ host, port }: Address): string =>
  `require('node:net').createServer().listen(${port}, '${host}')`;

/** Signal 0 reaches every process that has not been waited for. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('the peers’ processes', () => {
  it('answer when they are started, and are gone when they are ended', async () => {
    const address = await freeAddress();
    const running = await children.start([node(listener(address), [address])]);
    expect(running.pids.map(isAlive)).toEqual([true]);
    await running.end();
    expect(running.pids.map(isAlive)).toEqual([false]);
  });

  it('all go when one of them can’t start, and it says why', async () => {
    const [good, bad] = (await writeRing(join(folder, 'ring.json'))).servers.map((server) => server.address);
    const crash = "console.error('no luck today'); process.exit(3)";
    const starting = children.start([node(listener(good!), [good!]), node(crash, [bad!])]);
    await expect(starting).rejects.toThrow(/exit code 3.*no luck today/s);
    // The port is free again only when the good one is gone.
    const again = await children.start([node(listener(good!), [good!])]);
    expect(again.pids).toHaveLength(1);
  });

  it('say when their program is not there', async () => {
    const address = await freeAddress();
    const command = { program: join(folder, 'nothing'), args: [], answers: [address] };
    await expect(children.start([command])).rejects.toThrow('ENOENT');
  });

  it('are killed at once when the bench is interrupted, and none is started after that', async () => {
    const address = await freeAddress();
    const running = await children.start([node(listener(address), [address])]);
    controller.abort(new Error('interrupted'));
    await children.endAll();
    expect(running.pids.map(isAlive)).toEqual([false]);
    await expect(children.start([node(listener(address), [address])])).rejects.toThrow('interrupted');
  });
});

describe('the herd file', () => {
  it('has each server on a port of its own, and a sink beside each where there are sinks', async () => {
    const sinks = Array.from({ length: 5 }, (_, n) => ({ host: '127.0.0.1', port: 40_000 + n }));
    const herd = await writeRing(join(folder, 'ring.json'), sinks);
    expect(new Set(herd.servers.map((server) => server.address.port)).size).toBe(5);
    const written = parseTopology(await readFile(herd.path, 'utf8'), herd.path);
    expect(written.servers).toHaveLength(10);
    expect(written.links).toHaveLength(10);
    expect(written.links).toContainEqual({ a: 'Welsh', b: 'WelshSink' });
  });
});
