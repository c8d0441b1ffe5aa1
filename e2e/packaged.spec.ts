/** The packaged app: that it is built, starts by itself, shows its window, has its resources, and is locked down. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { devToolsOf, evaluateIn, findPage } from '../scripts/electron/dev-tools.mjs';
import { isRoot } from '../scripts/electron/system.mjs';
import { expect, ROOT, test } from './console-app.ts';

const run = promisify(execFile);
const PROGRAM = join(ROOT, 'dist/linux-unpacked/herd-console');
/** As fuses stand in the program: the digits 0 and 1. */
const FUSE = { DISABLE: 48, ENABLE: 49 } as const;
const PLACE = '+34.068930-118.445127';

test.skip(process.platform !== 'linux', 'the folder is called otherwise elsewhere');
test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  test.setTimeout(300_000);
  await run(process.execPath, [join(ROOT, 'scripts/package.mjs')], {
    cwd: ROOT,
    maxBuffer: 64 * 1024 * 1024,
  });
});

function start(args: readonly string[], env: NodeJS.ProcessEnv = process.env): ChildProcess {
  return spawn(PROGRAM, [...(isRoot() ? ['--no-sandbox'] : []), ...args], { cwd: '/', env });
}

type Target = NonNullable<Awaited<ReturnType<typeof findPage>>>;

/** Its page, once that has been loaded. */
async function pageOf(port: number): Promise<Target> {
  let page: Target | undefined;
  const find = async (): Promise<boolean> => {
    page = await findPage(port, 'herd://console/index.html');
    return page !== undefined && (await evaluateIn(page, 'document.readyState')) === 'complete';
  };
  await expect.poll(find).toBe(true);
  return page as Target;
}

/** Runs in the page, as text: there is no Playwright inside of a packaged app. */
const inPage = (act: (...args: never[]) => unknown, ...args: readonly string[]): string =>
  `(${act.toString()})(${args.map((arg) => JSON.stringify(arg)).join(',')})`;

async function askForPlaces(place: string): Promise<string> {
  const { herd } = window;
  await herd.call('server.start', { servers: [] });
  const lines = `IAMAT kiwi ${place} ${Date.now() / 1_000}\nWHATSAT kiwi 10 5\n`;
  const outcome = await herd.call('herd.send', {
    server: 'Ball',
    bytes: new TextEncoder().encode(lines),
    halfClose: true,
    timeoutMs: 20_000,
  });
  return outcome.ok ? new TextDecoder().decode(outcome.value.received) : outcome.error.what;
}

test('its fuses are set', async () => {
  const fuses = await getCurrentFuseWire(PROGRAM);
  const wanted = {
    [FuseV1Options.RunAsNode]: FUSE.DISABLE,
    [FuseV1Options.EnableCookieEncryption]: FUSE.ENABLE,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: FUSE.DISABLE,
    [FuseV1Options.EnableNodeCliInspectArguments]: FUSE.DISABLE,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: FUSE.ENABLE,
    [FuseV1Options.OnlyLoadAppFromAsar]: FUSE.ENABLE,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: FUSE.DISABLE,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: FUSE.DISABLE,
  };
  expect(fuses).toMatchObject(wanted);
});

test('it opens its window, and its herd answers with places', async ({ userData }) => {
  const child = start([
    `--user-data-dir=${userData}`,
    '--base-port',
    '0',
    '--remote-debugging-port=0',
    '--disable-gpu',
  ]);
  const exited = once(child, 'exit');
  try {
    const port = await devToolsOf(child);
    const page = await pageOf(port);
    await expect.poll(() => evaluateIn(page, 'document.visibilityState')).toBe('visible');
    await expect
      .poll(() => evaluateIn(page, "document.getElementById('root')?.childElementCount"))
      .toBeGreaterThan(0);
    const info = await evaluateIn(page, "window.herd.call('app.info', {})");
    expect(info).toMatchObject({ ok: true, value: { version: '0.1.0' } });
    // The gazetteer lies inside the archive.
    expect(await evaluateIn(page, inPage(askForPlaces, PLACE))).toMatch(/"status" : "OK"/);
  } finally {
    child.kill('SIGTERM');
  }
  expect(await exited).toEqual([0, null]);
});

test('it hosts a herd without a window, and is no Node', async () => {
  const { DISPLAY: _, WAYLAND_DISPLAY: __, ...env } = process.env;
  const herd = start(['--headless', '--base-port', '0', '--log-dir', 'none', '--json'], env);
  const exited = once(herd, 'exit');
  let said = '';
  for await (const chunk of herd.stdout ?? []) {
    said += chunk;
    if (said.includes('\n')) break;
  }
  expect(JSON.parse(said.slice(0, said.indexOf('\n')))).toMatchObject({ type: 'ready' });
  herd.kill('SIGTERM');
  expect(await exited).toEqual([0, null]);

  // As a Node it would print; as the app it knows no such option.
  const node = start(['-e', 'console.log("node")'], { ...env, ELECTRON_RUN_AS_NODE: '1' });
  let printed = '';
  node.stdout?.on('data', (chunk) => {
    printed += chunk;
  });
  expect(await once(node, 'exit')).toEqual([64, null]);
  expect(printed).toBe('');
});
