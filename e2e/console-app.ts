/** The real app for a test: with a user-data folder and free ports of its own, and no error on its page unnoticed. */
import { resolve } from 'node:path';
import { test as base, type ElectronApplication, expect, type Page } from '@playwright/test';
import { ELECTRON_VARIABLE } from './global-setup.ts';

const ROOT = resolve(import.meta.dirname, '..');

interface Fixtures {
  app: ElectronApplication;
  page: Page;
}

export const test = base.extend<Fixtures>({
  app: async ({ playwright }, use, testInfo) => {
    const executablePath = process.env[ELECTRON_VARIABLE];
    if (!executablePath) throw new Error(`${ELECTRON_VARIABLE} is not set: run npm run test:e2e`);
    // Below test-results: after a failure the servers' logs are still there.
    const userData = testInfo.outputPath('user-data');
    const app = await playwright._electron.launch({
      executablePath,
      cwd: ROOT,
      args: ['.', `--user-data-dir=${userData}`, '--base-port=0', '--disable-gpu'],
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
