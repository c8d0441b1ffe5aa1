/** The real app for a test: with a user-data folder and free ports of its own, and no error on its page unnoticed. */
import { resolve } from 'node:path';
import { test as base, type ElectronApplication, expect, type Page } from '@playwright/test';
import { ensureDisplay } from '../scripts/electron/system.mjs';
import type { Outcome } from '../src-shared/console-contract.ts';
import type { FrontBridge } from '../src-shared/front-bridge.ts';
import type { FrontCommand, FrontRequest, FrontResponse } from '../src-shared/front-contract.ts';

export const ROOT = resolve(import.meta.dirname, '..');

interface Start {
  /** Further arguments of the app. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

interface Fixtures {
  /** Where the herd's ports begin; 0: free ones. */
  basePort: number;
  /** The welcome card is closed before the test begins. */
  welcomed: boolean;
  /** Where the app keeps what it keeps. */
  userData: string;
  /** Starts the app (again); it is closed after the test. */
  launch: (start?: Start) => Promise<ElectronApplication>;
  /** Off where a test does on purpose what the page's policy refuses: Chromium says each refusal as an error. */
  watchConsole: boolean;
  app: ElectronApplication;
  page: Page;
}

export const test = base.extend<Fixtures, { display: undefined }>({
  // One a worker, so that windows of two tests share no focus and no clipboard.
  display: [
    async ({ playwright: _ }, use) => {
      const end = await ensureDisplay();
      await use(undefined);
      await end();
    },
    { scope: 'worker', auto: true },
  ],
  basePort: [0, { option: true }],
  welcomed: [true, { option: true }],
  watchConsole: [true, { option: true }],
  userData: async ({ playwright: _ }, use, testInfo) => {
    // Below test-results: after a failure the servers' logs are still there.
    await use(testInfo.outputPath('user-data'));
  },
  launch: async ({ playwright, basePort, userData }, use) => {
    const running: ElectronApplication[] = [];
    await use(async ({ args = [], env = {} } = {}) => {
      // No executablePath: only then does Playwright hold the app back until it is attached. With one, the
      // window opens while it attaches, and now and then that hangs for ever.
      const app = await playwright._electron.launch({
        cwd: ROOT,
        args: ['.', `--user-data-dir=${userData}`, `--base-port=${basePort}`, '--disable-gpu', ...args],
        // Else Playwright decides whether the page is light or dark, and not the settings.
        colorScheme: null,
        env: { ...(process.env as Record<string, string>), ...env },
      });
      running.push(app);
      await answerBoxes(app, 0);
      return app;
    });
    for (const app of running) await app.close();
  },
  app: async ({ launch }, use) => {
    await use(await launch());
  },
  page: async ({ app, welcomed, watchConsole }, use) => {
    const page = await app.firstWindow();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('console', (message) => {
      // What the page's policy refuses, and what React warns of, is a fault of ours.
      if (watchConsole && message.type() === 'error') errors.push(message.text());
    });
    if (welcomed) await closeWelcome(page);
    await use(page);
    expect(errors).toEqual([]);
  },
});

export { expect };

/** Every message box is answered with this button (0: the first, which is yes), as nobody is there to press one. */
export async function answerBoxes(app: ElectronApplication, button: number): Promise<void> {
  await app.evaluate(({ dialog }, response) => {
    const seen = globalThis as { boxes?: string[] };
    seen.boxes ??= [];
    const answer = async (...args: unknown[]) => {
      seen.boxes?.push((args.at(-1) as { message: string }).message);
      return { response, checkboxChecked: false };
    };
    dialog.showMessageBox = answer;
  }, button);
}

/** What the message boxes so far have said. */
export const boxesOf = (app: ElectronApplication): Promise<readonly string[]> =>
  app.evaluate(() => (globalThis as { boxes?: string[] }).boxes ?? []);

/** One command, as the page gives it. */
export function call<C extends FrontCommand>(
  page: Page,
  command: C,
  request: FrontRequest<C>,
): Promise<Outcome<FrontResponse<C>>> {
  return page.evaluate(
    ([name, body]) => {
      const { herd } = window as unknown as { herd: { call(c: unknown, r: unknown): Promise<unknown> } };
      return herd.call(name, body);
    },
    [command, request] as const,
  ) as ReturnType<FrontBridge['call']> as Promise<Outcome<FrontResponse<C>>>;
}

/** The value of a command that has to succeed. */
export async function ask<C extends FrontCommand>(
  page: Page,
  command: C,
  request: FrontRequest<C>,
): Promise<FrontResponse<C>> {
  const outcome = await call(page, command, request);
  if (!outcome.ok) throw new Error(`${command}: ${outcome.error.code}: ${outcome.error.why}`);
  return outcome.value;
}

async function closeWelcome(page: Page): Promise<void> {
  await page.getByRole('dialog', { name: 'Welcome to Herd Console' }).waitFor();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

/** Starts all servers and waits until they are ready. */
export async function startHerd(page: Page, count = 5): Promise<void> {
  const ready = page.getByRole('contentinfo').getByRole('status');
  // Shown first: a change that came from elsewhere moves buttons.
  await expect(ready).toHaveText(new RegExp(` of ${count} servers ready$`));
  await page.getByRole('button', { name: 'Start herd' }).click();
  await expect(ready).toHaveText(`${count} of ${count} servers ready`);
}

export const tabOf = (page: Page, title: string) => page.getByRole('tab', { name: title, exact: true });

/** Shows a pane by its tab. */
export async function showPane(page: Page, title: string): Promise<void> {
  await tabOf(page, title).click();
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Runs a command by its name, from the palette. */
export async function runCommand(page: Page, label: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('textbox', { name: 'Find a command' }).fill(label);
  // Its keys stand behind its label.
  await expect(page.locator('[data-action]').first()).toHaveText(new RegExp(`^${escaped(label)}`));
  await page.keyboard.press('Enter');
}

/** Says this to a server, as a client does. */
export async function say(page: Page, server: string, text: string): Promise<void> {
  await ask(page, 'herd.send', {
    server,
    bytes: new TextEncoder().encode(text),
    halfClose: false,
    timeoutMs: 10_000,
  });
}

/** A client reports to a server, now. */
export const report = (page: Page, server: string, client: string): Promise<void> =>
  say(page, server, `IAMAT ${client} +34.068930-118.445127 ${(Date.now() / 1_000).toFixed(9)}\n`);

/** Gives the window's content this size, and waits until the page and its panes have it. */
export async function setSize(
  app: ElectronApplication,
  page: Page,
  [width, height]: readonly [number, number],
  zoom = 1,
): Promise<void> {
  await app.evaluate(
    ({ BrowserWindow }, [w, h, factor]) => {
      const window = BrowserWindow.getAllWindows()[0];
      window?.setContentSize(w, h);
      window?.webContents.setZoomFactor(factor);
    },
    [width, height, zoom] as const,
  );
  const off = (): Promise<number> =>
    page.evaluate(
      ([w, h]) => {
        const panes = document.querySelector('.dv-dockview')?.getBoundingClientRect().right ?? 0;
        const sizes = [window.innerWidth - w, window.innerHeight - h, Math.max(0, panes - w)];
        return Math.max(...sizes.map(Math.abs));
      },
      [width / zoom, height / zoom] as const,
    );
  await expect.poll(off).toBeLessThanOrEqual(1);
}
