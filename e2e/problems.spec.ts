/** What the window says when something can't be done. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:net';
import { test as base, expect, serverRow } from './console-app.ts';

/** Alford's port, the herd's first, is somebody else's. */
const test = base.extend<{ holder: Server }>({
  holder: async ({ playwright: _ }, use) => {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    await use(holder);
    holder.close();
  },
  basePort: async ({ holder }, use) => {
    await use((holder.address() as AddressInfo).port);
  },
});

test('a port in use is named, with what to do, until it is dismissed', async ({ page, basePort }) => {
  const alert = page.getByRole('alert');
  await expect(page.getByRole('status')).toHaveText('0 of 5 servers ready');
  await expect(alert).toBeEmpty();
  await page.getByRole('button', { name: 'Start Alford' }).click();
  await expect(alert).toContainText(`Port ${basePort} on 127.0.0.1, which Alford needs, is in use`);
  await expect(alert).toContainText('choose other ports');
  await expect(serverRow(page, 'Alford').state).not.toHaveText('ready');
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await expect(alert).toBeEmpty();
});
