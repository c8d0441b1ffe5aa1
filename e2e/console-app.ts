/** The real app for a test: with a user-data folder and free ports of its own, and no error on its page unnoticed. */
import { resolve } from 'node:path';
import { test as base, type ElectronApplication, expect, type Page } from '@playwright/test';
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
  /** Where the app keeps what it keeps. */
  userData: string;
  /** Starts the app (again); it is closed after the test. */
  launch: (start?: Start) => Promise<ElectronApplication>;
  app: ElectronApplication;
  page: Page;
}

export const test = base.extend<Fixtures>({
  basePort: [0, { option: true }],
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
  page: async ({ app }, use) => {
    const page = await app.firstWindow();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(String(error)));
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

/** The row of one server or link. */
export const rowOf = (page: Page, name: string) =>
  page.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) });

/** What stands in the row of a server: its state, address and number of clients. */
export function serverRow(page: Page, name: string) {
  const cells = rowOf(page, name).getByRole('cell');
  return { state: cells.nth(0), address: cells.nth(1), clients: cells.nth(2) };
}
