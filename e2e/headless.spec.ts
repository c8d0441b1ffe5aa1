/** `electron . --headless`: the herd in Electron without a window, on a machine without a display. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { FOLDER_VARIABLE, programIn } from '../scripts/electron/find-electron.mjs';
import { isRoot } from '../scripts/electron/system.mjs';
import { expect, ROOT, test } from './console-app.ts';

const { DISPLAY: _, WAYLAND_DISPLAY: __, ...ENV } = process.env;

const SERVERS = ['Alford', 'Ball', 'Hamilton', 'Holiday', 'Welsh'];

function electron(...args: string[]): ChildProcess {
  const program = programIn(process.env[FOLDER_VARIABLE] ?? '');
  return spawn(program, [...(isRoot() ? ['--no-sandbox'] : []), ROOT, ...args], { env: ENV });
}

/** All that it says on stdout, until it has said this (or has ended). */
async function output(child: ChildProcess, until?: string): Promise<string> {
  let text = '';
  for await (const chunk of child.stdout ?? []) {
    text += chunk;
    if (until !== undefined && text.includes(until)) break;
  }
  return text;
}

const exit = async (child: ChildProcess) => (await once(child, 'exit'))[0] as number;

test('hosts the herd, obeys stdin, and quits', async () => {
  const child = electron('--headless', '--base-port', '0', '--json', '--log-dir', 'none');
  const exited = exit(child);
  child.stdin?.write('state\nquit\n');
  const [first = ''] = (await output(child)).split('\n');
  const { type, servers } = JSON.parse(first);
  expect([type, Object.keys(servers)]).toEqual(['ready', SERVERS]);
  expect(await exited).toBe(0);
});

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  test(`${signal} ends it, with exit code 0`, async () => {
    const child = electron('--headless', '--base-port=0', '--log-dir=none');
    const exited = exit(child);
    await output(child, 'ready\n');
    child.kill(signal);
    expect(await exited).toBe(0);
  });
}

test('has the exit codes and the help of herd serve', async () => {
  const help = electron('--headless', '--help');
  const [text, code] = await Promise.all([output(help), exit(help)]);
  expect(text).toContain('Usage: herd serve');
  expect(code).toBe(0);
  const strange = electron('--headless', '--', '--strange');
  expect(await exit(strange)).toBe(64);
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const { port } = holder.address() as { port: number };
  expect(await exit(electron('--headless', 'Alford', '--base-port', String(port), '--log-dir', 'none'))).toBe(
    2,
  );
  holder.close();
});

test('a window without a display is refused with what to do', async () => {
  test.skip(process.platform !== 'linux', 'elsewhere there always is one');
  const child = electron();
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said += chunk;
  });
  expect(await exit(child)).toBe(1);
  expect(said).toContain('NO_DISPLAY');
  expect(said).toContain('xvfb-run -a npm start');
});
