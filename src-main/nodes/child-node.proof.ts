/** Hosted programs that never outlive us, and leave nothing behind: not when killed 100 times, nor when we are. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { mkdtemp, readdir, rmdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ChildNode } from './child-node.ts';
import {
  ANYWHERE,
  ask,
  isGone,
  makeContext,
  openDescriptors,
  programTemplate,
  untilFact,
} from './testing/hosting.ts';

const CYCLES = 100;

/** Whether a port can be listened on. */
function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ host: '127.0.0.1', port }, () => server.close(() => resolve(true)));
  });
}

describe('a hosted program', () => {
  it(`leaves no process, descriptor or port behind in ${CYCLES} cycles of start and end`, async () => {
    const context = makeContext('Alford', ['Ball', 'Welsh']);
    const node = new ChildNode(context, { template: programTemplate('helper', '{topology}') });
    const first = await node.start(ANYWHERE);
    await node.kill();
    const descriptors = openDescriptors();
    const pids = new Set([first.pid]);
    for (let cycle = 0; cycle < CYCLES; cycle++) {
      const { pid } = await node.start(first.address);
      pids.add(pid);
      if (cycle % 10 === 5) expect(await ask(first.address, 'pid')).toBe(String(pid));
      if (cycle % 3 === 0) node.pause();
      await (cycle % 4 === 3 ? node.stop() : node.kill());
      expect(isGone(pid)).toBe(true);
      expect(await isFree(first.address.port)).toBe(true);
    }
    expect(pids.size).toBe(CYCLES + 1);
    expect(context.crashes).toEqual([]);
    const helpers = context.seen.flatMap((event) =>
      event.type === 'output' && event.text.startsWith('helper ') ? [Number(event.text.slice(7))] : [],
    );
    await untilFact(() => helpers.every(isGone));
    if (descriptors !== undefined) await untilFact(() => openDescriptors() === descriptors);
  });

  it('leaves nothing behind when it is ended while it starts, at any moment', async () => {
    const context = makeContext('Alford', ['Ball']);
    const node = new ChildNode(context, { template: programTemplate('{neighbours}') });
    await node.start(ANYWHERE);
    await node.kill();
    const descriptors = openDescriptors();
    for (let turns = 0; turns < CYCLES; turns++) {
      const started = node.start(ANYWHERE).catch((error: unknown) => error);
      for (let turn = 0; turn < 1.12 ** turns; turn++) await new Promise((resolve) => setImmediate(resolve));
      await node.kill();
      const outcome = await started;
      if (outcome instanceof Error) expect(outcome).toMatchObject({ code: 'NOT_RUNNING' });
    }
    expect(context.crashes).toEqual([]);
    const printed = context.seen.flatMap((event) =>
      event.type === 'output' && event.text.startsWith('up ') ? [Number(event.text.slice(3))] : [],
    );
    expect(printed.filter((pid) => !isGone(pid))).toEqual([]);
    if (descriptors !== undefined) await untilFact(() => openDescriptors() === descriptors);
  });
});

/** Runs `testing/parent.ts` in a process of its own; resolves with the pids of what it hosts. */
async function startParent(env: NodeJS.ProcessEnv): Promise<{ parent: ChildProcess; pids: number[] }> {
  const script = fileURLToPath(new URL('./testing/parent.ts', import.meta.url));
  const run = `import { runnerImport } from 'vite'; await runnerImport(${JSON.stringify(script)});`;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', run], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const failed = once(parent, 'exit').then(() => Promise.reject(new Error('the parent ended by itself')));
  const [line] = await Promise.race([once(createInterface({ input: parent.stdout }), 'line'), failed]);
  failed.catch(() => {});
  return { parent, pids: JSON.parse(String(line)) };
}

describe.skipIf(process.platform === 'win32')('when we are killed, nothing that we host is left', () => {
  it.each([
    ['runs', { PARENT_HABITS: 'helper' }],
    ['is paused', { PARENT_HABITS: 'helper', PARENT_PAUSES: '1' }],
    ['ignores SIGTERM', { PARENT_HABITS: 'helper ignore-term' }],
  ])('while it %s', async (_, env) => {
    const folder = await mkdtemp(join(tmpdir(), 'herd-proof-'));
    const { parent, pids } = await startParent({ ...env, TMPDIR: folder });
    expect(pids).toHaveLength(2);
    expect(await readdir(folder)).not.toEqual([]);
    expect(pids.filter(isGone)).toEqual([]);
    parent.kill('SIGKILL');
    await untilFact(() => pids.every(isGone));
    await untilFact(() => readdirSync(folder).length === 0);
    await rmdir(folder);
  });
});
