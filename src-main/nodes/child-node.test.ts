import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { CommandSpec } from '../../src-shared/topology/topology.ts';
import { parseTopology } from '../../src-shared/topology/topology-file.ts';
import { holderOf } from '../ground/port-holder.ts';
import { PLACES_KEY_VARIABLE } from '../places/places-key.ts';
import { ChildNode, type ChildNodeOptions } from './child-node.ts';
import {
  ANYWHERE,
  ask,
  isGone,
  makeContext,
  printedPid,
  programTemplate,
  type TestContext,
  untilFact,
} from './testing/hosting.ts';

const nodes: ChildNode[] = [];
afterEach(async () => {
  await Promise.all(nodes.splice(0).map((node) => node.kill()));
});

function makeNode(ctx: TestContext, command: CommandSpec | string, options?: ChildNodeOptions): ChildNode {
  const node = new ChildNode(ctx, typeof command === 'string' ? { template: command } : command, options);
  nodes.push(node);
  return node;
}

/** The data of what a promise rejects with; fails when it does not. */
const errorOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => {
      throw new Error('it did not fail');
    },
    (error: unknown) => error,
  );

const isLinux = process.platform === 'linux';

describe('a hosted program', () => {
  it('is ready when its port answers, and is known by its process id', async () => {
    const node = makeNode(makeContext(), programTemplate());
    const { address, pid } = await node.start(ANYWHERE);
    expect(address.port).toBeGreaterThan(0);
    expect(await ask(address, 'pid')).toBe(String(pid));
    expect(await ask(address, 'env HERD_NAME')).toBe('Alford');
    expect(await ask(address, 'env HERD_PORT')).toBe(String(address.port));
  });

  it('gets its placeholders, environment and working directory', async () => {
    const ctx = makeContext('Alford', ['Ball']);
    const node = makeNode(ctx, {
      template: programTemplate('{name}', '--at={host}:{port}', '"a b"', '{neighbours}'),
      cwd: import.meta.dirname,
      env: { WHO: 'I am {name}', PLAIN: 'yes' },
    });
    const { address } = await node.start(ANYWHERE);
    const args = JSON.parse(await ask(address, 'args'));
    expect(args.slice(0, 3)).toEqual(['Alford', `--at=127.0.0.1:${address.port}`, 'a b']);
    expect(args[3]).toMatch(/^Ball=127\.0\.0\.1:\d+$/);
    expect(await ask(address, 'env WHO')).toBe('I am Alford');
    expect(await ask(address, 'env PLAIN')).toBe('yes');
    expect(await ask(address, 'cwd')).toBe(import.meta.dirname);
  });

  it('is not given the Places key of ours, unless its command names one', async () => {
    process.env[PLACES_KEY_VARIABLE] = 'a secret';
    try {
      const without = await makeNode(makeContext(), programTemplate()).start(ANYWHERE);
      expect(await ask(without.address, `env ${PLACES_KEY_VARIABLE}`)).not.toContain('a secret');
      const command = { template: programTemplate(), env: { [PLACES_KEY_VARIABLE]: 'its own' } };
      const named = await makeNode(makeContext(), command).start(ANYWHERE);
      expect(await ask(named.address, `env ${PLACES_KEY_VARIABLE}`)).toBe('its own');
    } finally {
      delete process.env[PLACES_KEY_VARIABLE];
    }
  });

  it('gets a topology file of itself and its neighbours, which goes with it', async () => {
    const node = makeNode(makeContext('Alford', ['Ball', 'Welsh']), programTemplate('{topology}'));
    const { address } = await node.start(ANYWHERE);
    const [path] = JSON.parse(await ask(address, 'args'));
    const topology = parseTopology(readFileSync(path, 'utf8'), path);
    expect(topology.servers[0]).toEqual({ name: 'Alford', ...address });
    expect(topology.links).toEqual([
      { a: 'Alford', b: 'Ball' },
      { a: 'Alford', b: 'Welsh' },
    ]);
    const told = await ask(address, 'env HERD_NEIGHBOURS');
    const dialled = topology.servers.slice(1).map(({ name, host, port }) => `${name}=${host}:${port}`);
    expect(told).toBe(dialled.join(','));
    await node.stop();
    expect(() => readFileSync(path)).toThrow(/ENOENT/);
  });

  it('runs again after it was stopped or killed, on the same port', async () => {
    const node = makeNode(makeContext(), programTemplate());
    const first = await node.start(ANYWHERE);
    await node.stop();
    const second = await node.start(first.address);
    await node.kill();
    const third = await node.start(first.address);
    expect(new Set([first.pid, second.pid, third.pid]).size).toBe(3);
    expect(third.address).toEqual(first.address);
    expect(await ask(third.address, 'hello')).toBe('echo hello');
  });

  it('tells what it prints', async () => {
    const ctx = makeContext();
    const { pid } = await makeNode(ctx, programTemplate()).start(ANYWHERE);
    await untilFact(() => printedPid(ctx.seen, 'up') === pid);
  });
});

describe('ending a hosted program', () => {
  it('stop and kill are idempotent, also before and at once after each other', async () => {
    const ctx = makeContext();
    const node = makeNode(ctx, programTemplate());
    await node.stop();
    await node.kill();
    const { pid } = await node.start(ANYWHERE);
    await Promise.all([node.stop(), node.kill(), node.stop()]);
    expect(isGone(pid)).toBe(true);
    await node.stop();
    expect(ctx.crashes).toEqual([]);
  });

  it('kills what does not stop, with all that it started', async () => {
    const ctx = makeContext();
    const node = makeNode(ctx, programTemplate('ignore-term', 'helper'), { stopGraceMs: 50 });
    const { pid } = await node.start(ANYWHERE);
    await untilFact(() => printedPid(ctx.seen, 'helper') !== undefined);
    await node.stop();
    expect(isGone(pid)).toBe(true);
    await untilFact(() => isGone(printedPid(ctx.seen, 'helper') ?? 0));
    expect(ctx.crashes).toEqual([]);
  });

  it('takes what it left behind with it, when it stops by itself', async () => {
    const ctx = makeContext();
    const node = makeNode(ctx, programTemplate('helper'));
    const { pid } = await node.start(ANYWHERE);
    await untilFact(() => printedPid(ctx.seen, 'helper') !== undefined);
    await node.stop();
    expect(isGone(pid)).toBe(true);
    await untilFact(() => isGone(printedPid(ctx.seen, 'helper') ?? 0));
  });

  it.each(['stop', 'kill'] as const)('a paused one can be ended (%s)', async (how) => {
    const node = makeNode(makeContext(), programTemplate());
    const { pid } = await node.start(ANYWHERE);
    node.pause();
    await node[how]();
    expect(isGone(pid)).toBe(true);
  });

  it.each(['stop', 'kill'] as const)('one that is starting can be ended (%s)', async (how) => {
    const ctx = makeContext();
    const node = makeNode(ctx, programTemplate('deaf'));
    const failed = errorOf(node.start(ANYWHERE));
    await untilFact(() => printedPid(ctx.seen, 'up') !== undefined);
    await node[how]();
    expect(isGone(printedPid(ctx.seen, 'up') ?? 0)).toBe(true);
    expect(await failed).toMatchObject({ code: 'NOT_RUNNING' });
    expect(ctx.crashes).toEqual([]);
  });

  it('one that is only just asked to start can be ended', async () => {
    const node = makeNode(makeContext(), programTemplate());
    const failed = errorOf(node.start(ANYWHERE));
    await node.kill();
    expect(await failed).toMatchObject({ code: 'NOT_RUNNING' });
  });
});

describe.skipIf(!isLinux)('pausing a hosted program', () => {
  const stateOf = (pid: number) => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.charAt(0);

  it('stops it and all that it started, and resuming wakes them', async () => {
    const ctx = makeContext();
    const node = makeNode(ctx, programTemplate('helper'));
    const { address, pid } = await node.start(ANYWHERE);
    await untilFact(() => printedPid(ctx.seen, 'helper') !== undefined);
    const helper = printedPid(ctx.seen, 'helper') ?? 0;
    node.pause();
    await untilFact(() => stateOf(pid) === 'T' && stateOf(helper) === 'T');
    node.resume();
    expect(await ask(address, 'hello')).toBe('echo hello');
    await untilFact(() => stateOf(helper) !== 'T');
  });
});

describe('a program that fails', () => {
  it('to be found is named', async () => {
    const error = await errorOf(makeNode(makeContext(), 'no-such-program-here {name}').start(ANYWHERE));
    expect(error).toMatchObject({
      code: 'PROGRAM_MISSING',
      message: expect.stringContaining('no-such-program-here'),
      why: expect.stringContaining('PATH'),
    });
  });

  it.each([
    ['by its path', { template: './no-such-program' }, /no-such-program is not there/],
    ['as it is a folder', { template: import.meta.dirname }, /not executable/],
    ['as its working directory is missing', { template: 'sh', cwd: '/no/such/folder' }, /\/no\/such\/folder/],
  ])('to be found %s says why', async (_, command, why) => {
    const error = await errorOf(makeNode(makeContext(), command).start(ANYWHERE));
    expect(error).toMatchObject({ code: 'PROGRAM_MISSING', why: expect.stringMatching(why) });
  });

  it('at its start is shown with its last lines', async () => {
    const ctx = makeContext();
    const error = await errorOf(makeNode(ctx, programTemplate('fail')).start(ANYWHERE));
    expect(error).toMatchObject({
      code: 'SERVER_CRASHED',
      message: expect.stringContaining('exit code 3'),
      why: expect.stringContaining('failed: no such luck'),
    });
    expect(ctx.crashes).toEqual([]);
  });

  it('later is a crash, told once, and it can be started again', async () => {
    const ctx = makeContext();
    const node = makeNode(ctx, programTemplate());
    const { address } = await node.start(ANYWHERE);
    await ask(address, 'exit 7');
    await untilFact(() => ctx.crashes.length > 0);
    expect(ctx.crashes).toEqual([
      expect.objectContaining({
        code: 'SERVER_CRASHED',
        message: expect.stringContaining('exit code 7'),
        why: expect.stringContaining('asked to exit'),
      }),
    ]);
    await node.start(address);
    await node.kill();
    expect(ctx.crashes).toHaveLength(1);
  });

  it('by a signal is told so', async () => {
    const ctx = makeContext();
    const { pid } = await makeNode(ctx, programTemplate()).start(ANYWHERE);
    process.kill(pid, 'SIGKILL');
    await untilFact(() => ctx.crashes.length > 0);
    expect(ctx.crashes[0]).toMatchObject({ message: expect.stringContaining('signal SIGKILL') });
  });

  it('to answer in time is ended', async () => {
    const ctx = makeContext();
    const node = makeNode(ctx, programTemplate('deaf'), { startTimeoutMs: 500 });
    expect(await errorOf(node.start(ANYWHERE))).toMatchObject({ code: 'START_TIMEOUT' });
    const pid = printedPid(ctx.seen, 'up');
    expect(pid === undefined || isGone(pid)).toBe(true);
  });
});

describe('a port that is taken', () => {
  const listenOn = (port: number) => {
    const server = createServer();
    return new Promise<{ port: number; close: () => void }>((resolve) => {
      server.listen({ host: '127.0.0.1', port }, () =>
        resolve({ port: (server.address() as AddressInfo).port, close: () => server.close() }),
      );
    });
  };

  it('before the start is refused, and its holder named', async () => {
    const foreign = await listenOn(0);
    const start = makeNode(makeContext(), programTemplate()).start({ host: '127.0.0.1', port: foreign.port });
    const error = await errorOf(start);
    foreign.close();
    expect(error).toMatchObject({ code: 'PORT_IN_USE', details: { port: foreign.port } });
    if (isLinux) expect(error).toMatchObject({ message: expect.stringContaining(`(pid ${process.pid})`) });
  });

  it.runIf(isLinux)('by another while the program starts is not taken for the program', async () => {
    const ctx = makeContext();
    const free = await listenOn(0);
    free.close();
    const failed = errorOf(
      makeNode(ctx, programTemplate('deaf')).start({ host: '127.0.0.1', port: free.port }),
    );
    await untilFact(() => printedPid(ctx.seen, 'up') !== undefined);
    const foreign = await listenOn(free.port);
    const error = await failed;
    foreign.close();
    expect(error).toMatchObject({
      code: 'PORT_IN_USE',
      message: expect.stringContaining(`pid ${process.pid}`),
    });
    expect(isGone(printedPid(ctx.seen, 'up') ?? 0)).toBe(true);
  });

  it('on an address that is not of this machine is refused', async () => {
    const error = await errorOf(
      makeNode(makeContext(), programTemplate()).start({ host: '192.0.2.1', port: 1 }),
    );
    expect(error).toMatchObject({ code: 'PORT_REFUSED' });
  });

  it.runIf(isLinux)('is held by nobody when nobody listens', async () => {
    const free = await listenOn(0);
    expect(holderOf(free.port)).toMatch(`(pid ${process.pid})`);
    expect(holderOf(free.port, '127.0.0.2')).toBeUndefined();
    await new Promise<void>((resolve) => {
      free.close();
      setImmediate(resolve);
    });
    expect(holderOf(free.port)).toBeUndefined();
  });
});

describe('a link of a hosted program', () => {
  it('can be cut and healed when its command asks for its neighbours', async () => {
    const ball = makeNode(makeContext('Ball'), programTemplate());
    const { address: ballAt } = await ball.start(ANYWHERE);
    const ctx = makeContext('Alford', ['Ball']);
    const alford = makeNode(ctx, programTemplate('{neighbours}'));
    const { address } = await alford.start(ANYWHERE);
    expect(await ask(address, 'dial Ball hello')).toBe('ECONNRESET');
    ctx.addresses.set('Ball', ballAt);
    expect(await ask(address, 'dial Ball hello')).toBe('echo hello');
    ctx.cuts.add('Ball');
    alford.setCut('Ball', true);
    expect(await ask(address, 'dial Ball hello')).toBe('ECONNRESET');
    ctx.cuts.delete('Ball');
    alford.setCut('Ball', false);
    expect(await ask(address, 'dial Ball hello')).toBe('echo hello');
  });

  it('that was cut before it started stays cut', async () => {
    const ball = makeNode(makeContext('Ball'), programTemplate());
    const ctx = makeContext('Alford', ['Ball']);
    ctx.addresses.set('Ball', (await ball.start(ANYWHERE)).address);
    ctx.cuts.add('Ball');
    const { address } = await makeNode(ctx, programTemplate('{neighbours}')).start(ANYWHERE);
    expect(await ask(address, 'dial Ball hello')).toBe('ECONNRESET');
  });

  it('can not be cut when it dials addresses of its own', async () => {
    const node = makeNode(makeContext('Alford', ['Ball']), programTemplate());
    await node.start(ANYWHERE);
    expect(() => node.setCut('Ball', true)).toThrow(expect.objectContaining({ code: 'LINK_NOT_OURS' }));
    expect(() => node.setCut('Ball', false)).not.toThrow();
  });
});

it('refuses a template that it can not fill in', () => {
  expect(() => new ChildNode(makeContext(), { template: 'x {prot}' })).toThrow(
    expect.objectContaining({ code: 'COMMAND_TEMPLATE' }),
  );
});
