/** The real app for a test: with a user-data folder and free ports of its own, and no error on its page unnoticed. */
import { resolve } from 'node:path';
import { test as base, type ElectronApplication, expect, type Page } from '@playwright/test';
import type { FrontBridge } from '../src-shared/front-bridge.ts';

const ROOT = resolve(import.meta.dirname, '..');

export interface Fixtures {
  /** Where the herd's ports begin; 0: free ones. */
  basePort: number;
  /** The welcome card is closed before the test begins. */
  welcomed: boolean;
  app: ElectronApplication;
  page: Page;
}

/** Starts the app on this user-data folder. */
export function launch(
  playwright: { readonly _electron: { launch(options: object): Promise<ElectronApplication> } },
  userData: string,
  more: readonly string[] = [],
): Promise<ElectronApplication> {
  return playwright._electron.launch({
    cwd: ROOT,
    // No executablePath: only then does Playwright hold the app back until it is attached. With one, the
    // window opens while it attaches, and now and then that hangs for ever.
    args: ['.', `--user-data-dir=${userData}`, '--disable-gpu', ...more],
    // Else Playwright decides whether the page is light or dark, and not the settings.
    colorScheme: null,
  });
}

export const test = base.extend<Fixtures>({
  basePort: [0, { option: true }],
  welcomed: [true, { option: true }],
  app: async ({ playwright, basePort }, use, testInfo) => {
    // Below test-results: after a failure the servers' logs are still there.
    const app = await launch(playwright as never, testInfo.outputPath('user-data'), [
      `--base-port=${basePort}`,
    ]);
    await use(app);
    await endQuietly(app);
  },
  page: async ({ app, welcomed }, use) => {
    const page = await app.firstWindow();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('console', (message) => {
      // What the page's policy refuses, and what React warns of, is a fault of ours.
      if (message.type() === 'error') errors.push(message.text());
    });
    if (welcomed) {
      await page.getByRole('dialog', { name: 'Welcome to Herd Console' }).waitFor();
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
    }
    await use(page);
    expect(errors).toEqual([]);
  },
});

/** Ends the app without its question whether running servers are to be stopped. */
export async function endQuietly(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ dialog }) => {
    dialog.showMessageBox = (async () => ({
      response: 0,
      checkboxChecked: false,
    })) as typeof dialog.showMessageBox;
  });
  await app.close();
}

export { expect };

/** Starts all servers and waits until they are ready. */
export async function startHerd(page: Page, count = 5): Promise<void> {
  await page.getByRole('button', { name: 'Start herd' }).click();
  await expect(page.getByRole('contentinfo').getByRole('status')).toHaveText(
    `${count} of ${count} servers ready`,
  );
}

export const tabOf = (page: Page, title: string) => page.getByRole('tab', { name: title, exact: true });

/** Shows a pane by its tab. */
export async function showPane(page: Page, title: string): Promise<void> {
  await tabOf(page, title).click();
}

/** Runs a command by its name, from the palette. */
export async function runCommand(page: Page, label: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('textbox', { name: 'Find a command' }).fill(label);
  await page.getByRole('button', { name: label, exact: true }).first().click();
}

/** What the page can ask of the host, for tests that look behind the window. */
export const ask = <T>(page: Page, command: string, request: unknown): Promise<T> =>
  page.evaluate(
    async ([name, body]) => {
      const { herd } = window as unknown as { herd: FrontBridge };
      const outcome = await herd.call(name as never, body as never);
      if (!outcome.ok) throw new Error(`${outcome.error.code}: ${outcome.error.what} ${outcome.error.why}`);
      return outcome.value as never;
    },
    [command, request] as const,
  );
