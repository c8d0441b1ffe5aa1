/** How the app ends and what it outlives: questions, signals, crashes of the page. */
import { connect } from 'node:net';
import type { ElectronApplication, Page } from '@playwright/test';
import { answerBoxes, ask, boxesOf, expect, test } from './console-app.ts';

const exited = (app: ElectronApplication) =>
  new Promise<{ code: number | null; signal: string | null }>((done) => {
    app.process().once('exit', (code, signal) => done({ code, signal }));
  });

const closeWindow = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());

async function startAll(page: Page): Promise<number[]> {
  const { servers } = await ask(page, 'server.start', { servers: [] });
  expect(servers.map(({ state }) => state.kind)).toEqual(Array(5).fill('ready'));
  return servers.map(({ port }) => port);
}

/** Whether anybody listens there. */
const listens = (port: number) =>
  new Promise<boolean>((done) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => done(true)).once('error', () => done(false));
    socket.once('connect', () => socket.destroy());
  });
const listening = async (ports: readonly number[]) =>
  (await Promise.all(ports.map(listens))).filter(Boolean).length;

test('closing the window with a running herd asks once; no keeps both, yes leaves nothing', async ({
  app,
  page,
}) => {
  const ports = await startAll(page);
  await answerBoxes(app, 1);
  await closeWindow(app);
  await expect.poll(() => boxesOf(app)).toEqual(['Stop 5 servers and quit?']);
  expect(await listening(ports)).toBe(5);
  expect((await ask(page, 'herd.state', {})).servers).toHaveLength(5);

  await answerBoxes(app, 0);
  const end = exited(app);
  await closeWindow(app);
  expect(await end).toEqual({ code: 0, signal: null });
  expect(await listening(ports)).toBe(0);
});

test('while it asks, it doesn’t ask again', async ({ app, page }) => {
  await startAll(page);
  await app.evaluate(({ dialog }) => {
    const seen = globalThis as { asked?: number; answer?: (response: number) => void };
    seen.asked = 0;
    dialog.showMessageBox = () => {
      seen.asked = (seen.asked ?? 0) + 1;
      return new Promise((done) => {
        seen.answer = (response) => done({ response, checkboxChecked: false });
      });
    };
  });
  const asked = () => app.evaluate(() => (globalThis as { asked?: number }).asked);
  await closeWindow(app);
  await expect.poll(asked).toBe(1);
  await closeWindow(app);
  await app.evaluate(({ app: electron }) => electron.quit());
  // An answer of the herd lies between: a second question would have been asked by then.
  await ask(page, 'herd.state', {});
  expect(await asked()).toBe(1);
  const end = exited(app);
  await app.evaluate(() => (globalThis as { answer?: (response: number) => void }).answer?.(0));
  expect(await end).toEqual({ code: 0, signal: null });
});

test('without a running server it doesn’t ask', async ({ app, page }) => {
  await answerBoxes(app, 1);
  await ask(page, 'herd.state', {});
  const end = exited(app);
  await closeWindow(app);
  expect(await end).toEqual({ code: 0, signal: null });
});

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  test(`${signal} ends it without a question, and no port stays`, async ({ app, page }) => {
    const ports = await startAll(page);
    await answerBoxes(app, 1);
    const end = exited(app);
    app.process().kill(signal);
    expect(await end).toEqual({ code: 0, signal: null });
    expect(await listening(ports)).toBe(0);
  });
}

test('a page that crashes comes back to a herd that lives on, and hears of it', async ({ app, page }) => {
  const ports = await startAll(page);
  const crash = () =>
    app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      const loaded = new Promise<void>((done) => contents?.once('did-finish-load', () => done()));
      contents?.forcefullyCrashRenderer();
      return loaded;
    });
  /** Playwright's own page is gone for good with its process: what the page sees is asked through Electron. */
  const inPage = (code: string) =>
    app.evaluate(
      ({ BrowserWindow }, text) => BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(text),
      code,
    );
  await crash();
  expect(await listening(ports)).toBe(5);
  const heard = await inPage(`new Promise((done) => {
    window.herd.subscribe((batch) => {
      const killed = JSON.parse(batch).find((event) => event.type === 'server' && event.state.kind === 'stopped');
      if (killed) done(killed.server);
    });
    window.herd.call('server.kill', { servers: ['Welsh'] });
  })`);
  expect(heard).toBe('Welsh');

  await crash();
  expect(await boxesOf(app)).toEqual([]);
  // The third within half a minute: a person is asked, and (here) says once more.
  await crash();
  expect(await boxesOf(app)).toEqual(['The window keeps crashing.']);
  expect(await listening(ports)).toBe(4);
});

test('a page that is loaded again hears of the herd once', async ({ page }) => {
  await page.reload();
  await page.reload();
  const times = await page.evaluate(async () => {
    const { herd } = window as unknown as {
      herd: {
        call(command: string, request: unknown): Promise<unknown>;
        subscribe(listener: (packed: string) => void): void;
      };
    };
    let ready = 0;
    const last = new Promise<void>((done) => {
      herd.subscribe((packed) => {
        const batch = JSON.parse(packed) as { type: string; state?: { kind: string } }[];
        ready += batch.filter(({ type, state }) => type === 'server' && state?.kind === 'ready').length;
        if (batch.some(({ type, state }) => type === 'server' && state?.kind === 'stopped')) done();
      });
    });
    await herd.call('server.start', { servers: ['Ball'] });
    await herd.call('server.kill', { servers: ['Ball'] });
    await last;
    return ready;
  });
  expect(times).toBe(1);
});

test('the window comes back where it was, at a size that can be used', async ({ launch }) => {
  const boundsOf = (app: ElectronApplication) =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
  const first = await launch();
  await first.firstWindow();
  const { width, height } = (await boundsOf(first)) ?? { width: 0, height: 0 };
  expect([width, height]).toEqual(
    await first.evaluate(({ screen }) => {
      const { workAreaSize } = screen.getPrimaryDisplay();
      return [Math.min(1440, workAreaSize.width), Math.min(900, workAreaSize.height)];
    }),
  );
  const wanted = { x: 40, y: 50, width: 1024, height: 700 };
  await first.evaluate(
    ({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds),
    wanted,
  );
  await expect.poll(() => boundsOf(first)).toMatchObject({ width: 1024, height: 700 });
  const kept = await boundsOf(first);
  const end = exited(first);
  await closeWindow(first);
  await end;
  const second = await launch();
  await second.firstWindow();
  await expect.poll(() => boundsOf(second)).toEqual(kept);
});
