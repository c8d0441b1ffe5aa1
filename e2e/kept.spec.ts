/** What the app keeps from one start to the next: settings, workspace, key; and what becomes of broken files. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import { ask, call, expect, runCommand, showPane, startHerd, test } from './console-app.ts';

const close = async (app: ElectronApplication) => {
  await app.close();
};

test('settings are kept, and the theme is the page’s at once and before it is shown', async ({
  launch,
  userData,
}) => {
  const first = await launch();
  const page = await first.firstWindow();
  const dark = () => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
  // Playwright sets a scheme of its own, which would hide the app's.
  await page.emulateMedia({ colorScheme: null });
  expect(await ask(page, 'settings.get', {})).toMatchObject({
    theme: 'system',
    basePort: 12_000,
    hasKey: false,
  });
  await ask(page, 'settings.set', { theme: 'dark', basePort: 0 });
  await expect.poll(dark).toBe(true);
  await ask(page, 'settings.set', { theme: 'light' });
  await expect.poll(dark).toBe(false);
  await ask(page, 'settings.set', { theme: 'dark' });
  await close(first);
  expect(JSON.parse(readFileSync(join(userData, 'settings.json'), 'utf8'))).toMatchObject({
    theme: 'dark',
    basePort: 0,
  });

  const second = await launch();
  const again = await second.firstWindow();
  expect(await second.evaluate(({ nativeTheme }) => nativeTheme.shouldUseDarkColors)).toBe(true);
  expect(
    await second.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBackgroundColor()),
  ).toBe('#0E1217');
  expect(await ask(again, 'settings.get', {})).toMatchObject({ theme: 'dark', basePort: 0 });
});

test('a log folder that can’t be written, or that nobody chose, is refused and changes nothing', async ({
  app,
  page,
}) => {
  await app.evaluate(({ dialog }) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: ['/proc/no/logs'] });
  });
  const before = await ask(page, 'settings.get', {});
  const chosen = await ask(page, 'settings.chooseLogDir', {});
  expect(chosen).toEqual({ path: '/proc/no/logs' });
  for (const logDir of ['/proc/no/logs', join(tmpdir(), 'nobody-chose-it'), 'relative', '../../relative']) {
    const outcome = await call(page, 'settings.set', { logDir, theme: 'dark' });
    expect(outcome).toMatchObject({ ok: false, error: { code: 'LOG_FOLDER' } });
  }
  expect(await ask(page, 'settings.get', {})).toEqual(before);
});

test('the workspace comes back, with its topology', async ({ launch }) => {
  const first = await launch();
  const page = await first.firstWindow();
  expect(await ask(page, 'workspace.load', {})).toEqual({
    workspace: null,
    problems: [],
    hidden: null,
  });
  const workspace = {
    topology: {
      id: 'mine',
      title: 'Two',
      servers: [{ name: 'Ann' }, { name: 'Bob' }],
      links: [{ a: 'Ann', b: 'Bob' }],
    },
    layout: { any: ['thing'] },
    positions: { Ann: { x: 1, y: 2 } },
    templates: [],
    scenarios: [
      {
        name: 'mine.yaml',
        title: 'Mine, in no file',
        origin: 'recorded' as const,
        text: '- start',
        kept: '',
      },
    ],
    welcomed: true,
  };
  expect(await ask(page, 'workspace.save', { workspace })).toBeNull();
  await close(first);
  const again = await (await launch()).firstWindow();
  expect((await ask(again, 'workspace.load', {})).workspace).toEqual(workspace);
  expect((await ask(again, 'herd.state', {})).servers.map(({ name }) => name)).toEqual(['Ann', 'Bob']);
  await showPane(again, 'Scenarios');
  await again.locator('[data-pane="scenarios"]').getByRole('combobox', { name: 'Scenario' }).click();
  await again.getByRole('option', { name: 'Mine, in no file •' }).click();
  await expect(again.getByRole('textbox', { name: 'Text of Mine, in no file' })).toHaveValue('- start');
});

test('broken files are set aside with a word, and the app starts', async ({ launch, userData }) => {
  mkdirSync(userData, { recursive: true });
  for (const name of ['workspace', 'settings', 'window'])
    writeFileSync(join(userData, `${name}.json`), '{"half');
  writeFileSync(join(userData, 'places.key'), 'rubbish');
  const page = await (await launch()).firstWindow();
  // Each is told once, to the page, which asks as it starts.
  await expect(page.getByText(/^The workspace “.+” could not be used/)).toBeVisible();
  await expect(page.getByText(/^The settings “.+” could not be used/)).toBeVisible();
  await expect(page.getByText(/settings\.broken-/)).toBeVisible();
  expect(await ask(page, 'workspace.load', {})).toMatchObject({ workspace: null, problems: [] });
  expect((await ask(page, 'herd.state', {})).servers).toHaveLength(5);
  const kept = readdirSync(userData);
  for (const name of ['workspace', 'settings']) {
    const aside = kept.filter((file) => file.startsWith(`${name}.broken-`));
    expect(aside).toHaveLength(1);
    expect(readFileSync(join(userData, aside[0] ?? ''), 'utf8')).toBe('{"half');
  }
});

test('the command line says more than the settings, for this start', async ({ launch }) => {
  const app = await launch({ args: ['--topology', 'winter-2020', '--log-dir=none', '--places', 'off'] });
  const page = await app.firstWindow();
  const state = await ask(page, 'herd.state', {});
  expect([state.topology.id, state.places]).toEqual(['winter-2020', 'off']);
  expect((await ask(page, 'settings.get', {})).places.source).toBe('gazetteer');
  const server = state.servers[0]?.name ?? '';
  expect(await call(page, 'app.openLog', { server })).toMatchObject({ ok: false, error: { code: 'NO_LOG' } });
});

test('a drawn herd outlives a start that shows another one, is brought back, and one that doesn’t fit is kept', async ({
  launch,
  userData,
}) => {
  const mine = {
    id: 'mine',
    title: 'Mine',
    // Bob's place, when the base port is 12000.
    servers: [{ name: 'Ann', port: 12_001 }, { name: 'Bob' }],
    links: [{ a: 'Ann', b: 'Bob' }],
  };
  const workspace = {
    topology: mine,
    layout: null,
    positions: { Ann: { x: 40, y: 50 } },
    templates: [],
    welcomed: true,
  };
  mkdirSync(userData, { recursive: true });
  writeFileSync(join(userData, 'workspace.json'), JSON.stringify(workspace));
  const onDisk = () => JSON.parse(readFileSync(join(userData, 'workspace.json'), 'utf8'));

  const first = await launch({ args: ['--topology', 'winter-2020'] });
  const page = await first.firstWindow();
  const notices = page.locator('.notices');
  await expect(notices).toContainText('The herd “Mine” that was drawn is kept, and not shown.');
  // Looking at the other one, moving about in it, and ending changes nothing of what was drawn.
  await page.getByRole('tab', { name: 'Servers', exact: true }).click();
  await expect.poll(() => onDisk().layout).not.toBeNull();
  expect(onDisk()).toMatchObject({ topology: mine, positions: { Ann: { x: 40, y: 50 } } });
  await notices.getByRole('button', { name: 'Bring back “Mine”' }).click();
  await expect.poll(async () => (await ask(page, 'herd.state', {})).topology.title).toBe('Mine');
  await expect(notices).not.toContainText('Mine');
  await close(first);

  const second = await launch({ args: ['--base-port=12000'] });
  const again = await second.firstWindow();
  await expect(again.locator('.notices')).toContainText('Ann and Bob would both listen on 127.0.0.1:12001');
  expect((await ask(again, 'herd.state', {})).topology.id).toBe('fall-2016');
  await ask(again, 'settings.set', { basePort: 0 });
  await again.getByRole('button', { name: 'Bring back “Mine”' }).click();
  await expect.poll(async () => (await ask(again, 'herd.state', {})).topology.title).toBe('Mine');
  expect(readdirSync(userData).filter((name) => name.startsWith('herd.kept'))).toEqual([]);
});

test('files are opened and saved where a person says', async ({ app, page, userData }) => {
  const path = join(userData, 'a person’s.yaml');
  const choose = (chosen: string | undefined) =>
    app.evaluate(({ dialog }, file) => {
      dialog.showSaveDialog = async () => ({ canceled: file === undefined, filePath: file ?? '' });
      dialog.showOpenDialog = async () => ({
        canceled: file === undefined,
        filePaths: file === undefined ? [] : [file],
      });
    }, chosen);
  await choose(undefined);
  expect(await ask(page, 'file.open', { kind: 'topology' })).toBeNull();
  await choose(path);
  const saved = await page.evaluate(() => {
    const { herd } = window as unknown as { herd: { call(c: string, r: unknown): Promise<unknown> } };
    return herd.call('file.save', {
      kind: 'topology',
      name: 'x',
      bytes: new TextEncoder().encode('title: é\n'),
    });
  });
  expect(saved).toEqual({ ok: true, value: { path } });
  expect(await ask(page, 'file.open', { kind: 'topology' })).toEqual({
    name: 'a person’s.yaml',
    path,
    text: 'title: é\n',
  });
});

test('a menu’s click reaches the page', async ({ app, page }) => {
  const heard = page.evaluate(() => {
    const { herd } = window as unknown as { herd: { onAction(listener: (id: string) => void): void } };
    return new Promise((done) => herd.onAction(done));
  });
  // Calls into the page keep their order: the listener is there.
  await page.evaluate(() => undefined);
  await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('layout.reset')?.click());
  expect(await heard).toBe('layout.reset');
});

test('the key goes to the Places server and is found nowhere else', async ({ launch, userData }) => {
  const KEY = 'CANARY-key-4711';
  const asked: string[] = [];
  // It quotes what it is asked, as error pages do.
  const server = createServer((request, response) => {
    asked.push(`${request.url} ${JSON.stringify(request.headers)}`);
    const good = { html_attributions: [], results: [], status: 'ZERO_RESULTS', error_message: request.url };
    const bad = { ...good, status: 'REQUEST_DENIED' };
    response.end(JSON.stringify(asked.length === 1 ? bad : good));
  }).listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  mkdirSync(userData, { recursive: true });
  writeFileSync(join(userData, 'settings.json'), JSON.stringify({ places: { source: 'google-new', url } }));
  try {
    const app = await launch({ args: ['--places', 'gazetteer'] });
    let said = '';
    app.process().stdout?.on('data', (chunk) => {
      said += chunk;
    });
    app.process().stderr?.on('data', (chunk) => {
      said += chunk;
    });
    const page = await app.firstWindow();
    const answers: unknown[] = [];
    const note = async (answer: Promise<unknown>) => answers.push(await answer);
    await note(call(page, 'settings.setKey', { key: KEY, source: 'google' }));
    expect(answers[0]).toMatchObject({ ok: true, value: { ok: false, status: 'REQUEST_DENIED' } });
    expect(await ask(page, 'settings.get', {})).toMatchObject({ hasKey: false });
    await note(call(page, 'settings.setKey', { key: KEY, source: 'google' }));
    await note(call(page, 'settings.get', {}));
    await note(call(page, 'settings.setKey', { key: `${KEY} two`, source: 'google' }));
    await note(call(page, 'settings.set', { theme: 'dark' }));
    await note(call(page, 'server.start', { servers: ['Ball'] }));
    const { servers } = await ask(page, 'herd.state', {});
    answers.push(servers);
    expect(await ask(page, 'settings.get', {})).toMatchObject({ hasKey: true });
    answers.push(await page.content());
    await note(call(page, 'settings.forgetKey', {}));
    expect(await ask(page, 'settings.get', {})).toMatchObject({ hasKey: false });
    await close(app);
    expect(asked.length).toBeGreaterThanOrEqual(2);
    expect(asked.every((request) => request.includes(KEY))).toBe(true);
    expect(JSON.stringify(answers)).not.toContain(KEY);
    expect(said).not.toContain(KEY);
    for (const file of readdirSync(userData, { recursive: true, withFileTypes: true })) {
      if (!file.isFile()) continue;
      expect(readFileSync(join(file.parentPath, file.name), 'latin1'), file.name).not.toContain(KEY);
    }
  } finally {
    server.close();
  }
});

test('the key is in nothing that is recorded, run, exported or saved', async ({ launch, userData }) => {
  const KEY = 'CANARY-key-4712';
  let asked = 0;
  // It quotes what it is asked, the key too, wherever Google has text.
  const server = createServer((request, response) => {
    asked += request.url?.includes(KEY) ? 1 : 0;
    const quote = request.url ?? '';
    const place = { name: quote, vicinity: quote, geometry: { location: { lat: 34.07, lng: -118.44 } } };
    response.end(
      JSON.stringify({
        html_attributions: [`<a href="${quote}">${quote}</a>`],
        results: [place],
        status: 'OK',
        error_message: quote,
      }),
    );
  }).listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  mkdirSync(userData, { recursive: true });
  writeFileSync(join(userData, 'settings.json'), JSON.stringify({ places: { source: 'google', url } }));
  const exports = join(userData, 'exports');
  mkdirSync(exports);
  try {
    const app = await launch();
    // Every question for a file is answered with another one of this folder.
    await app.evaluate(({ dialog }, folder) => {
      let files = 0;
      dialog.showSaveDialog = async (...args: unknown[]) => {
        const { defaultPath } = args.at(-1) as { defaultPath?: string };
        const ending = defaultPath?.split('.').at(-1) ?? 'txt';
        files += 1;
        return { canceled: false, filePath: `${folder}/${files}.${ending}` };
      };
    }, exports);
    const page = await app.firstWindow();
    await page.getByRole('dialog', { name: 'Welcome to Herd Console' }).waitFor();
    await page.keyboard.press('Escape');
    const saved = (count: number) => expect.poll(() => readdirSync(exports).length).toBe(count);
    await ask(page, 'settings.setKey', { key: KEY, source: 'google' });
    const scenarios = page.getByRole('region', { name: 'Scenarios', exact: true });
    const commands = page.getByRole('region', { name: 'Commands', exact: true });
    const send = commands.locator('[type=submit]', { hasText: 'Send' });

    await startHerd(page);
    await showPane(page, 'Scenarios');
    await scenarios.getByRole('button', { name: 'Record', exact: true }).click();
    await showPane(page, 'Commands');
    await send.click();
    await expect(commands.getByRole('article').last()).toContainText('AT Alford');
    await commands.locator('.mantine-SegmentedControl-label', { hasText: 'WHATSAT' }).click();
    await send.click();
    await expect(commands.getByRole('article').last()).toContainText('JSON: 1 place');
    expect(asked).toBeGreaterThanOrEqual(2);
    await showPane(page, 'Scenarios');
    await scenarios.getByRole('button', { name: 'End recording' }).click();
    const text = scenarios.getByRole('textbox', { name: /^Text of/ });
    await expect(text).toHaveValue(/WHATSAT/);
    await scenarios.getByRole('button', { name: 'Save this scenario as a file' }).click();
    await saved(1);
    await scenarios.getByRole('button', { name: 'Run', exact: true }).click();
    const verdict = scenarios.getByRole('region', { name: 'Verdict' });
    await expect(verdict).toContainText('Pass');
    await verdict.getByRole('button', { name: 'Save report' }).click();
    await saved(2);
    await runCommand(page, 'Save Topology As');
    await saved(3);
    await showPane(page, 'Log');
    const told = [
      await ask(page, 'scenario.state', {}),
      await ask(page, 'herd.state', {}),
      await page.content(),
    ];
    expect(JSON.stringify(told)).not.toContain(KEY);
    await close(app);
    const files = readdirSync(userData, { recursive: true, withFileTypes: true }).filter((file) =>
      file.isFile(),
    );
    expect(files.filter(({ parentPath }) => parentPath === exports)).toHaveLength(3);
    for (const file of files)
      expect(readFileSync(join(file.parentPath, file.name), 'latin1'), file.name).not.toContain(KEY);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
