import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Topology } from '../../src-shared/topology/topology.ts';
import { HerdLoad } from './herd-load.ts';
import { HerdTraffic } from './herd-traffic.ts';
import { MARK_VARIABLE, ProcessFinder } from './marked-processes.ts';
import type { PlacesStandIn } from './places-stand-in/places-stand-in.ts';
import { ProgramHerd } from './program-herd.ts';
import { Watch } from './watch.ts';

const TOPOLOGY: Topology = {
  id: 'one-server',
  title: 'One server',
  servers: [{ name: 'Ball', host: '127.0.0.1', port: 1 }],
  links: [],
};

const nobody = (): never => {
  throw new Error('nobody is there');
};
const PLACES: PlacesStandIn = {
  ...{ requests: [], url: '', authority: '' },
  ...{ behave() {}, release() {}, request: nobody, close: nobody },
};

let folder = '';
let processes: ProcessFinder;
let watch: Watch;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'herd-program-herd-')));
  processes = new ProcessFinder(folder, folder);
  watch = new Watch(processes, folder, new HerdTraffic([]), () => {});
});

afterEach(async () => {
  await watch.close();
  processes.killAll();
  rmSync(folder, { recursive: true });
});

const open = (command: string): Promise<ProgramHerd> =>
  ProgramHerd.open({
    topology: TOPOLOGY,
    // Nobody listens there, and the programs of these tests listen nowhere.
    addresses: new Map([['Ball', { host: '127.0.0.1', port: 1 }]]),
    ...{ command, folder, temporary: folder, places: PLACES, watch, processes },
    env: { PATH: process.env['PATH'], [MARK_VARIABLE]: folder },
    placesFolder: folder,
    load: new HerdLoad({ pids: () => [], servers: 1 }),
    traffic: new HerdTraffic([]),
    signal: new AbortController().signal,
  });

/** Until its processes are in so many groups. */
async function untilGroups(count: number): Promise<void> {
  while (new Set(processes.find().map(({ group }) => group)).size < count) await turn();
}

it.runIf(process.platform !== 'win32')(
  'a module that is missing may be a file that was not handed in',
  async () => {
    const herd = await open(
      `sh -c "echo ModuleNotFoundError: No module named \\\\'herd_utils\\\\' && exit 1"`,
    );
    await expect(herd.start('Ball', new AbortController().signal)).rejects.toThrow(
      'Ball imports the Python module “herd_utils”, which isn’t installed here; it may also be a file, herd_utils.py, that was not handed in',
    );
  },
);

describe.runIf(process.platform === 'linux')('a herd that is killed', () => {
  it('while a server of it is being started has left nothing behind', async () => {
    const herd = await open('sleep 1000');
    const started = herd.start('Ball', new AbortController().signal);
    await untilGroups(1);
    await Promise.all([herd.killAll(), expect(started).rejects.toThrow('Ball ended at its start')]);
    expect([...herd.leftBehind]).toEqual([]);
    expect(processes.find()).toEqual([]);
  });

  it('has left behind what is in a session of its own', async () => {
    const herd = await open('sh -c "setsid sleep 1000 & sleep 1000"');
    const started = herd.start('Ball', new AbortController().signal);
    await untilGroups(2);
    await Promise.all([herd.killAll(), expect(started).rejects.toThrow('Ball ended at its start')]);
    expect([...herd.leftBehind]).toEqual(['Ball']);
    expect(processes.find()).toEqual([]);
  });
});
