import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { topologyOf } from '../herd/testing/graphs.ts';
import { TestHerd } from '../herd/testing/test-herd.ts';
import { nextPorts } from '../herd/testing/test-ports.ts';

const PAIR = topologyOf(['Ada', 'Bell'], [['Ada', 'Bell']]);

let herd: TestHerd;
let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'herd-use-'));
  herd = await TestHerd.start({ topology: PAIR });
});
afterEach(async () => {
  await herd.close();
  rmSync(folder, { recursive: true, force: true });
});

const ports = async () => (await herd.state()).servers.map(({ port }) => port);
const all = { servers: [] };

describe('another base port', () => {
  it('counts once the last server has ended', async () => {
    const before = await ports();
    const next = nextPorts(2);
    await herd.host.call('herd.use', { basePort: next });
    expect(await ports()).toEqual(before);
    await herd.host.call('server.stop', { servers: ['Ada'] });
    await herd.host.call('server.start', { servers: ['Ada'] });
    expect(await ports()).toEqual(before);
    const { servers } = await herd.host.call('server.kill', all);
    expect(servers.map(({ port }) => port)).toEqual([next, next + 1]);
    await herd.host.call('server.start', all);
    await herd.linksAre('up');
    expect(await ports()).toEqual([next, next + 1]);
  });

  it('counts when all are restarted, and at once when none runs', async () => {
    const next = nextPorts(2);
    await herd.host.call('herd.use', { basePort: next });
    await herd.host.call('server.restart', all);
    expect(await ports()).toEqual([next, next + 1]);
    await herd.host.call('server.stop', all);
    await herd.host.call('herd.use', { basePort: 0 });
    expect(await ports()).toEqual([0, 0]);
  });

  it('leaves ports of servers’ own alone, and is where new servers come from', async () => {
    const [own, next] = [nextPorts(1), nextPorts(3)];
    await herd.host.call('server.stop', all);
    const [ada, bell] = PAIR.servers as [{ name: string }, { name: string }];
    await herd.host.call('topology.apply', { topology: { ...PAIR, servers: [{ ...ada, port: own }, bell] } });
    await herd.host.call('herd.use', { basePort: next });
    expect(await ports()).toEqual([own, next + 1]);
    const servers = [{ ...ada, port: own }, bell, { name: 'Cerf' }];
    await herd.host.call('topology.apply', { topology: { ...PAIR, servers } });
    expect(await ports()).toEqual([own, next + 1, next]);
  });

  it('that is still to count has room for every server of another topology, or that is refused', async () => {
    await herd.host.call('herd.use', { basePort: 65_534 });
    const topology = { ...PAIR, servers: [...PAIR.servers, { name: 'Cerf' }] };
    await expect(herd.host.call('topology.apply', { topology })).rejects.toMatchObject({
      code: 'PORT_RANGE',
    });
    expect((await herd.state()).topology).toEqual(PAIR);
  });

  it('is refused, and changes nothing, where the topology’s ports don’t fit', async () => {
    const before = await ports();
    await expect(herd.host.call('herd.use', { basePort: 65_535, logDir: folder })).rejects.toMatchObject({
      code: 'PORT_RANGE',
    });
    await herd.host.call('server.restart', all);
    expect(await ports()).toEqual(before);
    expect(existsSync(join(folder, 'Ada.log'))).toBe(false);
  });
});

describe('another log folder', () => {
  it('is each server’s from its next start on', async () => {
    await herd.host.call('herd.use', { logDir: folder });
    expect(existsSync(join(folder, 'Ada.log'))).toBe(false);
    await herd.host.call('server.restart', { servers: ['Ada'] });
    expect([existsSync(join(folder, 'Ada.log')), existsSync(join(folder, 'Bell.log'))]).toEqual([
      true,
      false,
    ]);
  });

  it.each(['/proc/no/logs', 'relative', '../relative'])(
    'is refused where it can’t be: %s',
    async (logDir) => {
      await expect(herd.host.call('herd.use', { logDir })).rejects.toMatchObject({ code: 'LOG_FOLDER' });
    },
  );
});
