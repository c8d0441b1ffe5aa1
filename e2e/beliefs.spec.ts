/** Who knows what: a partition that is made by hand and healed, and what the oracle says of it. */
import type { Page } from '@playwright/test';
import { ask, expect, report, runCommand, setSize, showPane, startHerd, test } from './console-app.ts';

const SERVERS = ['Alford', 'Ball', 'Hamilton', 'Holiday', 'Welsh'];
const cellOf = (page: Page, client: string, server: string) =>
  page.getByRole('button', { name: new RegExp(`^${server}, ${client}: `) });

async function expectVerdicts(
  page: Page,
  client: string,
  verdicts: Readonly<Record<string, string>>,
): Promise<void> {
  for (const [server, word] of Object.entries(verdicts)) {
    await expect(cellOf(page, client, server)).toContainText(word);
  }
}

test('a partition is made by hand, seen in the beliefs, and healed', async ({ page, app }) => {
  await showPane(page, 'Beliefs');
  await expect(page.getByText('No server knows a client yet')).toBeVisible();
  await startHerd(page);
  await report(page, 'Alford', 'kiwi');
  await expectVerdicts(page, 'kiwi', Object.fromEntries(SERVERS.map((name) => [name, 'Knows'])));

  // The ring falls into two: Alford and Hamilton here, the others there.
  await runCommand(page, 'Cut Alford–Welsh');
  await runCommand(page, 'Cut Hamilton–Holiday');
  await expect(page.getByText('2 links cut')).toBeVisible();
  await report(page, 'Alford', 'kiwi');
  await expectVerdicts(page, 'kiwi', {
    Alford: 'Knows',
    Hamilton: 'Knows',
    Ball: 'Cut off, as expected',
    Holiday: 'Cut off, as expected',
    Welsh: 'Cut off, as expected',
  });
  await report(page, 'Ball', 'lemon');
  await expectVerdicts(page, 'lemon', {
    Ball: 'Knows',
    Holiday: 'Knows',
    Welsh: 'Knows',
    Alford: 'Cut off, as expected',
  });

  // A wide table scrolls by itself, and its pane doesn't as well.
  await setSize(app, page, [1024, 700]);
  const table = page.getByRole('region', { name: 'Which server knows which update' });
  await expect.poll(() => table.evaluate((box) => box.scrollWidth > box.clientWidth)).toBe(true);
  expect(await page.locator('[data-pane="beliefs"]').evaluate((it) => it.scrollWidth - it.clientWidth)).toBe(
    0,
  );

  await page.getByRole('button', { name: 'Heal all 2 faults' }).click();
  for (const client of ['kiwi', 'lemon']) {
    await expectVerdicts(page, client, Object.fromEntries(SERVERS.map((name) => [name, 'Knows'])));
  }

  await runCommand(page, 'Kill Ball');
  await expect(cellOf(page, 'kiwi', 'Ball')).toContainText('Down');
});

test('clients are found, ordered, asked about and inspected', async ({ page }) => {
  await startHerd(page);
  await showPane(page, 'Beliefs');
  for (const client of ['kiwi', 'mango']) await report(page, 'Alford', client);
  const clients = page.locator('.belief-client');
  await expect(clients).toHaveText(['mango', 'kiwi']);
  await page.getByRole('combobox', { name: 'Order of the clients' }).click();
  await page.getByRole('option', { name: 'By name' }).click();
  await expect(clients).toHaveText(['kiwi', 'mango']);
  await page.getByRole('textbox', { name: 'Find a client' }).fill('MAN');
  await expect(clients).toHaveText(['mango']);
  await cellOf(page, 'mango', 'Welsh').click();
  const inspector = page.locator('[data-pane="inspector"]');
  await expect(inspector.getByRole('heading', { level: 2 })).toHaveText('mango');
  await expect(inspector.getByRole('table', { name: 'How it was flooded' }).getByRole('row')).toHaveCount(6);
  await page.getByRole('button', { name: 'Ask the servers…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Ask the servers' });
  await dialog.getByRole('button', { name: 'Ask', exact: true }).click();
  await expect(dialog.getByRole('table').getByRole('row')).toHaveCount(5);
  await expect(dialog.getByRole('table')).toContainText('AT Alford');
});

test('a thousand clients that move stay a table', async ({ page }) => {
  await startHerd(page);
  await showPane(page, 'Beliefs');
  const swarm = { servers: [], latitude: 34.07, longitude: -118.44, radiusKm: 10, prefix: 'walker' };
  await ask(page, 'swarm.start', { ...swarm, clients: 1_000, perSecond: 1_000 });
  await expect(page.locator('[data-pane="beliefs"]')).toContainText('1,000 clients', { timeout: 40_000 });
  expect(await page.locator('.belief-client').count()).toBeLessThan(60);
  await ask(page, 'swarm.stop', {});
  await page.getByRole('textbox', { name: 'Find a client' }).fill('walker999');
  await expectVerdicts(page, 'walker999', Object.fromEntries(SERVERS.map((name) => [name, 'Knows'])));
});
