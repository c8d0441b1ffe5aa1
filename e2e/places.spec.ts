/** The map: clients that report, the places of an answer, a place picked for the next report, a theme, a list. */
import type { Page } from '@playwright/test';
import { expect, runCommand, startHerd, test } from './console-app.ts';
import { expectLand, mapColours, SEA_LIGHT } from './testing/map-colours.ts';

/** What the preload gives the page, as far as it is used here. */
interface PageWithHerd {
  readonly herd: {
    call(
      command: string,
      request: object,
    ): Promise<
      | { readonly ok: true; readonly value: { readonly received: Uint8Array } }
      | { readonly ok: false; readonly error: { readonly what: string } }
    >;
  };
}

const mapOf = (page: Page) => page.locator('[data-pane="map"]');

/** A herd that runs, and its map in front. */
async function openMap(page: Page) {
  await startHerd(page);
  await page.keyboard.press('Control+4');
  const map = mapOf(page);
  await expect(map.getByRole('application')).toBeVisible();
  return map;
}

/** To a server, as the Commands pane would; what came back, as text. */
const send = (page: Page, server: string, text: string): Promise<string> =>
  page.evaluate(
    async ([to, line]) => {
      const bytes = new TextEncoder().encode(line);
      const { herd } = window as unknown as PageWithHerd;
      const outcome = await herd.call('herd.send', {
        server: to,
        bytes,
        halfClose: false,
        timeoutMs: 10_000,
      });
      if (!outcome.ok) throw new Error(outcome.error.what);
      return new TextDecoder().decode(outcome.value.received);
    },
    [server, text] as const,
  );

const report = (client: string, location = '+34.068930-118.445127') =>
  `IAMAT ${client} ${location} ${(Date.now() / 1_000).toFixed(9)}\n`;

/** How many pixels of the moving layer are not empty. */
const drawn = (page: Page): Promise<number> =>
  page.locator('canvas.map-above').evaluate((element) => {
    if (!(element instanceof HTMLCanvasElement)) return 0;
    const data = element.getContext('2d')?.getImageData(0, 0, element.width, element.height).data ?? [];
    let count = 0;
    for (let i = 3; i < data.length; i += 4) if (data[i] !== 0) count++;
    return count;
  });

test('clients that report stand on the map and in its table', async ({ page }) => {
  const map = await openMap(page);
  await expect(map.getByText('No client has reported yet')).toBeVisible();
  expect(await drawn(page)).toBe(0);
  await send(page, 'Alford', report('kiwi'));
  await expect(map.getByText('1 client', { exact: true })).toBeVisible();
  await expect(map.getByText('No client has reported yet')).toBeHidden();
  await expect.poll(() => drawn(page)).toBeGreaterThan(50);

  await map.getByRole('button', { name: 'List' }).click();
  const row = map.getByRole('table', { name: 'Clients' }).getByRole('row', { name: /kiwi/ });
  await expect(row).toContainText('34.0689, -118.4451');
  await expect(row).toContainText('Alford');
  await send(page, 'Ball', report('kiwi', '+40.000000-100.000000'));
  await expect(row).toContainText('40.0000, -100.0000');
  await row.getByRole('button', { name: 'kiwi' }).click();
  await expect(row.getByRole('button', { name: 'kiwi' })).toHaveAttribute('aria-pressed', 'true');
});

test('what one server knows is told from what the herd knows', async ({ page }) => {
  const map = await openMap(page);
  await send(page, 'Alford', report('kiwi'));
  await expect(map.getByText('1 client', { exact: true })).toBeVisible();
  await map.getByRole('combobox', { name: 'As known by' }).click();
  await page.getByRole('option', { name: 'Welsh', exact: true }).click();
  await expect(map.getByText('1 client', { exact: true })).toBeVisible();
  await page.evaluate(() =>
    (window as unknown as PageWithHerd).herd.call('server.kill', { servers: ['Welsh'] }),
  );
  await expect(map.getByText('Welsh knows of no client')).toBeVisible();
});

test('a place is picked by the keyboard for the next report', async ({ page }) => {
  const map = await openMap(page);
  await map.getByRole('application').focus();
  await page.keyboard.press('Enter');
  const picked = map.locator('.map-picked .mono');
  await expect(picked).toHaveText(/^\+34\.06\d{4}-118\.44\d{4}$/);
  const first = await picked.innerText();
  await expect.poll(() => drawn(page)).toBeGreaterThan(50);
  await expect(map.getByRole('button', { name: 'Report from here' })).toBeVisible();
  await page.keyboard.press('+');
  await page.keyboard.press('ArrowRight');
  await expect(async () => {
    await page.keyboard.press('Enter');
    await expect(picked).not.toHaveText(first, { timeout: 100 });
  }).toPass();
  await map.getByRole('button', { name: 'Remove the pin' }).click();
  await expect(map.getByRole('button', { name: 'Report from here' })).toBeHidden();
});

test('a form asks for a place: the map says so, and takes the next click for it', async ({ page }) => {
  await page.getByRole('button', { name: 'Pick on map' }).click();
  const map = mapOf(page);
  await expect(map.getByText('Click the place')).toBeVisible();
  await map.getByRole('button', { name: 'Cancel' }).click();
  await expect(map.getByText('Click the place')).toBeHidden();
  await page.getByRole('button', { name: 'Pick on map' }).click();
  await map.getByRole('application').click({ position: { x: 60, y: 60 } });
  const picked = await map.locator('.map-picked .mono').innerText();
  await expect(map.getByText('Click the place')).toBeHidden();
  await expect(page.getByRole('textbox', { name: 'Location' })).toHaveValue(picked);
});

test('the same place is picked for the next report and then for a swarm, by keyboard; Escape picks none', async ({
  page,
}) => {
  const map = mapOf(page);
  const pick = page.getByRole('button', { name: 'Pick on map' });
  const ground = map.getByRole('application');
  const picked = map.locator('.map-picked .mono');
  await pick.focus();
  await page.keyboard.press('Enter');
  await expect(ground).toBeFocused();
  await expect(map.locator('.leaflet-map-pane')).toBeAttached();
  await page.keyboard.press('Enter');
  const place = await picked.innerText();
  await expect(page.getByRole('textbox', { name: 'Location' })).toHaveValue(place);

  await runCommand(page, 'Start a Swarm…');
  const around = page.getByRole('textbox', { name: 'Around' });
  await around.fill('+00.000000+000.000000');
  await pick.focus();
  await page.keyboard.press('Enter');
  await expect(ground).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('form', { name: 'Swarm' })).toBeFocused();
  await expect(map.getByText('Click the place')).toBeHidden();
  await expect(around).toHaveValue('+00.000000+000.000000');
  await pick.focus();
  await page.keyboard.press('Enter');
  await expect(ground).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(around).toHaveValue(place);
  await page.keyboard.press('Control+3');
  await expect(page.getByRole('form', { name: 'Swarm' })).toBeFocused();
});

test('a place is picked by a click, at city zoom and around the world', async ({ page }) => {
  const map = await openMap(page);
  const ground = map.getByRole('application');
  await ground.click({ position: { x: 60, y: 60 } });
  await expect(map.locator('.map-picked .mono')).toHaveText(/^[+-]\d+\.\d{6}[+-]\d+\.\d{6}$/);
  for (let i = 0; i < 7; i++) await map.getByRole('button', { name: 'Zoom out' }).click();
  await ground.click({ position: { x: 60, y: 60 } });
  await expect(map.locator('.map-picked .mono')).toHaveText(/^[+-]\d+\.\d{6}[+-]\d+\.\d{6}$/);
});

test('the basemap is drawn, and drawn anew for another theme', async ({ page, app }) => {
  await openMap(page);
  await app.evaluate(({ nativeTheme }) => {
    nativeTheme.themeSource = 'light';
  });
  await expectLand(page, 'light');
  expect(await mapColours(page)).toContain(SEA_LIGHT);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectLand(page, 'dark');
});

test('the places of an answer stand on the map and in the list, linked', async ({ page }) => {
  const map = await openMap(page);
  await send(page, 'Alford', report('kiwi'));
  await expect(map.getByText('1 client', { exact: true })).toBeVisible();
  const commands = page.locator('[data-pane="commands"]');
  await commands.getByText('WHATSAT', { exact: true }).first().click();
  await commands.getByLabel('Client', { exact: true }).fill('kiwi');
  await commands.getByLabel('Radius, km').fill('10');
  await commands.getByLabel('Places at most').fill('5');
  await page.keyboard.press('Escape');
  await commands.getByRole('button', { name: 'Send', exact: true }).click();
  const list = map.getByRole('list', { name: 'Places, nearest first' });
  await expect(list.getByRole('listitem')).toHaveCount(5);
  await expect(map.getByText('within 10 km of')).toBeVisible();
  const [first, second] = [list.getByRole('button').nth(0), list.getByRole('button').nth(1)];
  await first.click();
  await expect(first).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('ArrowDown');
  await expect(second).toBeFocused();
  await expect(second).toHaveAttribute('data-hovered', 'true');
  await map.getByRole('button', { name: 'Clear the places' }).click();
  await expect(map.getByText('No places yet')).toBeVisible();
  await commands.getByRole('button', { name: 'Show on map' }).click();
  await expect(list.getByRole('listitem')).toHaveCount(5);
  // Places around nobody: they go with the servers that knew the client.
  await page.getByRole('button', { name: 'Stop herd' }).click();
  await expect(map.getByText('No places yet')).toBeVisible();
});
