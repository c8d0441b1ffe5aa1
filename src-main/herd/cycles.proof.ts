/** A herd that is started, killed and started again, many times: nothing of it is left. */
import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ServerSnapshot } from '../../src-shared/console-contract.ts';
import type { Address, Topology } from '../../src-shared/topology/topology.ts';
import { isGone, programTemplate } from '../nodes/testing/hosting.ts';
import { topologyOf } from './testing/graphs.ts';
import { eventually, TestHerd } from './testing/test-herd.ts';

const CYCLES = 100;
/** Of a herd with other programs in it: each start takes as long as theirs do. */
const PROGRAM_CYCLES = 5;
/** The first cycle may open what then stays open for all. */
const WARM_UP = 1;
/** What a server's timers and sockets are to `process.getActiveResourcesInfo`. */
const RESOURCES = ['Timeout', 'TCPSocketWrap', 'TCPServerWrap', 'TCPConnectWrap', 'ProcessWrap'];

interface Held {
  readonly files: number;
  readonly resources: number;
}

describe('start, kill, start', () => {
  let logDir: string;
  beforeEach(async () => {
    logDir = await mkdtemp(join(tmpdir(), 'cycles-'));
  });
  afterEach(() => rm(logDir, { recursive: true, force: true }));

  it(`of five servers leaves nothing behind in ${CYCLES} cycles`, async () => {
    let before: Held | undefined;
    for (let i = 0; i < WARM_UP + CYCLES; i++) {
      if (i === WARM_UP) before = held();
      await cycle({ logDir });
    }
    await expectReleased(before as Held);
  });

  it(`of servers and other programs leaves no process behind in ${PROGRAM_CYCLES} cycles`, async () => {
    const { servers, ...rest } = topologyOf(
      ['Ada', 'Bell', 'Cerf'],
      [
        ['Ada', 'Bell'],
        ['Bell', 'Cerf'],
      ],
    );
    const command = { template: programTemplate() };
    const topology = { ...rest, servers: servers.map((spec, i) => (i === 0 ? spec : { ...spec, command })) };
    let before: Held | undefined;
    for (let i = 0; i < WARM_UP + PROGRAM_CYCLES; i++) {
      if (i === WARM_UP) before = held();
      await cycle({ logDir, topology });
    }
    await expectReleased(before as Held);
  });
});

/** One herd: started, killed while clients wait for answers, started again, ended. */
async function cycle(options: { logDir: string; topology?: Topology }): Promise<void> {
  const herd = await TestHerd.start(options);
  try {
    const first = await runs(herd);
    const client = await herd.client(herd.names[0] as string);
    await client.ask('IAMAT kiwi +34-118 1');
    client.write('WHATSAT kiwi 10 5\n'.repeat(20));
    await herd.host.call('server.kill', { servers: [] });
    await expectGone(first);
    await herd.host.call('server.start', { servers: [] });
    await herd.linksAre('up');
    const second = await runs(herd);
    await herd.close();
    await expectGone(second);
  } finally {
    await herd.close();
  }
}

async function runs(herd: TestHerd): Promise<readonly ServerSnapshot[]> {
  const { servers } = await herd.state();
  for (const { name, state } of servers) expect(state, name).toMatchObject({ kind: 'ready' });
  return servers;
}

async function expectGone(servers: readonly ServerSnapshot[]): Promise<void> {
  for (const { name, host, port, state } of servers) {
    expect(await listens({ host, port }), `${name} on ${port}`).toBe(false);
    if (state.kind !== 'ready' || state.pid === process.pid) continue;
    const { pid } = state;
    await eventually(() => isGone(pid), `the process ${pid} of ${name} is gone`);
  }
}

function listens(address: Address): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ ...address });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

function held(): Held {
  const active = process.getActiveResourcesInfo().filter((kind) => RESOURCES.includes(kind));
  return {
    files: process.platform === 'linux' ? readdirSync('/proc/self/fd').length : 0,
    resources: active.length,
  };
}

/** Sockets that were closed are given back a turn or two later. */
async function expectReleased(before: Held): Promise<void> {
  let now = held();
  await eventually(
    () => {
      now = held();
      return now.files <= before.files && now.resources <= before.resources;
    },
    () => `${JSON.stringify(before)} before, ${JSON.stringify(now)} now: ${process.getActiveResourcesInfo()}`,
  );
}
