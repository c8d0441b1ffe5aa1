/** The real app for a test: with a user-data folder and free ports of its own, and no error on its page unnoticed. */
import { resolve } from 'node:path';
import { test as base, type ElectronApplication, expect, type Page } from '@playwright/test';

const ROOT = resolve(import.meta.dirname, '..');

interface Fixtures {
  /** Where the herd's ports begin; 0: free ones. */
  basePort: number;
  app: ElectronApplication;
  page: Page;
}

export const test = base.extend<Fixtures>({
  basePort: [0, { option: true }],
  app: async ({ playwright, basePort }, use, testInfo) => {
    // Below test-results: after a failure the servers' logs are still there.
    const userData = testInfo.outputPath('user-data');
    // No executablePath: only then does Playwright hold the app back until it is attached. With one, the
    // window opens while it attaches, and now and then that hangs for ever.
    const app = await playwright._electron.launch({
      cwd: ROOT,
      args: ['.', `--user-data-dir=${userData}`, `--base-port=${basePort}`, '--disable-gpu'],
    });
    await use(app);
    await app.close();
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

/** The row of one server or link. */
export const rowOf = (page: Page, name: string) =>
  page.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) });

/** What stands in the row of a server: its state, address and number of clients. */
export function serverRow(page: Page, name: string) {
  const cells = rowOf(page, name).getByRole('cell');
  return { state: cells.nth(0), address: cells.nth(1), clients: cells.nth(2) };
}
