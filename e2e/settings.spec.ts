/** Settings: each is changed, kept, and says what it does; the key is tested and never comes back. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { ask, expect, test } from './console-app.ts';

const CANARY = 'AIza-canary-1234567890';

/** A PNG of one point. */
const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Settings' });
const kept = (page: Page) => ask(page, 'settings.get', {});

async function open(page: Page, section: string): Promise<void> {
  await page.keyboard.press('Control+,');
  await dialog(page).getByRole('tab', { name: section }).click();
}

test('the theme is changed at once', async ({ page, app }) => {
  await open(page, 'Look');
  await dialog(page).locator('.mantine-SegmentedControl-label', { hasText: 'Dark' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  expect(await app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark');
});

test('the base port is checked and kept; logs can be switched off; tiles are off until asked for', async ({
  page,
}) => {
  await open(page, 'Herd');
  const port = dialog(page).getByRole('textbox', { name: 'Base port' });
  await expect(port).toHaveValue('0');
  await expect(dialog(page)).toContainText(
    '--base-port says so for this start, instead of what is kept (12000)',
  );
  await port.fill('70000');
  await expect(dialog(page)).toContainText('0 to 65535');
  await port.fill('13000');
  await port.press('Enter');
  await expect.poll(async () => (await kept(page)).basePort).toBe(13_000);
  await expect(dialog(page)).not.toContainText('--base-port says so');
  const ports = async () => (await ask(page, 'herd.state', {})).servers.map((server) => server.port);
  expect(await ports()).toEqual([13_000, 13_001, 13_002, 13_003, 13_004]);
  await dialog(page).getByRole('button', { name: 'No logs' }).click();
  await expect.poll(async () => (await kept(page)).logDir).toBeNull();
  await dialog(page).getByRole('tab', { name: 'Map' }).click();
  const tiles = dialog(page).getByRole('switch', { name: 'Online map tiles' });
  await expect(tiles).not.toBeChecked();
  await page.route('https://tile.openstreetmap.org/**', (route) =>
    route.fulfill({ contentType: 'image/png', body: Buffer.from(PIXEL, 'base64') }),
  );
  const again = page.waitForEvent('load');
  await tiles.click();
  await again;
  expect((await kept(page)).onlineTiles).toBe(true);
});

test('places can be switched off, and the herd follows', async ({ page }) => {
  await open(page, 'Places');
  await dialog(page).getByRole('radio', { name: 'Off' }).click();
  await expect.poll(async () => (await ask(page, 'herd.state', {})).places).toBe('off');
});

test('a key is tested, refused with Google’s status, then taken and forgotten; it never comes back', async ({
  page,
}) => {
  let status = 'REQUEST_DENIED';
  const google = createServer((_, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ status, results: [], html_attributions: [], error_message: 'by hand' }));
  });
  await new Promise<void>((done) => google.listen(0, '127.0.0.1', done));
  try {
    await open(page, 'Places');
    await dialog(page).getByRole('radio', { name: 'Google Places, Nearby Search', exact: true }).click();
    const url = dialog(page).getByRole('textbox', { name: 'Address of the service' });
    await url.fill(`http://127.0.0.1:${(google.address() as AddressInfo).port}`);
    await url.press('Enter');
    await expect.poll(async () => (await kept(page)).places.url).toContain('127.0.0.1');
    const key = dialog(page).getByLabel('Key', { exact: true });
    await key.fill(CANARY);
    await dialog(page).getByRole('button', { name: 'Test and keep' }).click();
    await expect(dialog(page)).toContainText('REQUEST_DENIED');
    status = 'OK';
    await dialog(page).getByRole('button', { name: 'Test and keep' }).click();
    await expect(dialog(page)).toContainText(/Google takes it|There is a key/);
    await expect(key).toHaveValue('');
    expect(JSON.stringify(await kept(page))).not.toContain(CANARY);
    await dialog(page).getByRole('button', { name: 'Forget key' }).click();
    await expect(dialog(page)).toContainText('There is no key.');
  } finally {
    google.closeAllConnections();
    google.close();
  }
});
