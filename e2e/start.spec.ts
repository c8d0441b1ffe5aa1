/** `npm start` from a terminal: what it opens, and what it says where it can't. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { FOLDER_VARIABLE } from '../scripts/electron/find-electron.mjs';
import { expect, ROOT, test } from './console-app.ts';

const START = join(ROOT, 'scripts/start.mjs');

function start(args: readonly string[], env: NodeJS.ProcessEnv = process.env) {
  const child = spawn(process.execPath, [START, ...args], { cwd: ROOT, env });
  const said = { err: '', out: '' };
  child.stdout.on('data', (chunk) => {
    said.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    said.err += chunk;
  });
  return { child, said, exited: once(child, 'exit') as Promise<[number | null, string | null]> };
}

const childrenOf = async (child: ChildProcess): Promise<number[]> => {
  const ps = spawn('ps', ['-o', 'pid=', '--ppid', String(child.pid)]);
  let text = '';
  for await (const chunk of ps.stdout) text += chunk;
  return text.split('\n').map(Number).filter(Boolean);
};

test.skip(process.platform !== 'linux', 'asks ps, and Linux’s displays');

test('opens the window, and a signal ends it and all of it', async ({ userData }) => {
  const { child, said, exited } = start([`--user-data-dir=${userData}`, '--base-port', '0', '--disable-gpu']);
  // Chromium writes this only when it runs.
  await expect.poll(() => existsSync(join(userData, 'Local Storage')), { timeout: 120_000 }).toBe(true);
  const [electron = 0] = await childrenOf(child);
  expect(electron).toBeGreaterThan(0);
  child.kill('SIGTERM');
  expect(await exited).toEqual([0, null]);
  expect(() => process.kill(electron, 0)).toThrow();
  expect(said.err).not.toContain('ended with exit code');
});

test('without a display it says what to do, before anything is installed or built', async () => {
  const { DISPLAY: _, WAYLAND_DISPLAY: __, ...env } = process.env;
  const { said, exited } = start([], env);
  expect(await exited).toEqual([1, null]);
  expect(said.err).toContain('xvfb-run -a npm start');
  expect(said.err).toContain('npx herd serve');
});

test('an Electron that isn’t there is named', async () => {
  const { said, exited } = start([], { ...process.env, [FOLDER_VARIABLE]: '/nowhere' });
  expect(await exited).toEqual([1, null]);
  expect(said.err).toContain('/nowhere/electron');
  expect(said.err).toContain('npx herd serve');
});

test('an option that there isn’t is refused, and nothing else is advised', async ({ userData }) => {
  const { said, exited } = start([`--user-data-dir=${userData}`, '--nonsense']);
  expect(await exited).toEqual([64, null]);
  expect(said.err).toContain('“--nonsense” is no option of the window');
  expect(said.err).not.toContain('The window ended');
  expect(said.err).not.toContain('xvfb-run');
});

test('what stands behind -- reaches the app', async () => {
  const { said, exited } = start(['--headless', '--', '--strange']);
  expect((await exited)[0]).toBe(64);
  expect(said.err).toContain('--strange');
});
