/** The frame: panes, palette, keys, themes, sizes. */
import { expect, runCommand, setSize, showPane, startHerd, tabOf, test } from './console-app.ts';

const PANES = [
  'Topology',
  'Servers',
  'Commands',
  'Map',
  'Beliefs',
  'Log',
  'Scenarios',
  'Inspector',
  'Grading',
];

test('every pane is there, is closed and comes back by its key', async ({ page }) => {
  for (const [place, title] of PANES.entries()) {
    await showPane(page, title);
    await expect(page.getByRole('tabpanel', { name: title, exact: true })).toBeVisible();
    await tabOf(page, title).click({ button: 'middle' });
    await expect(tabOf(page, title)).toHaveCount(0);
    await page.keyboard.press(`Control+${place + 1}`);
    await expect(page.getByRole('tabpanel', { name: title, exact: true })).toBeVisible();
  }
  await runCommand(page, 'Reset Layout');
  await expect(page.locator('.dv-tab')).toHaveCount(PANES.length);
});

test('one pane fills the window, another one that is asked for takes its place, and all come back', async ({
  page,
}) => {
  const visible = (title: string) => tabOf(page, title).isVisible();
  await page.getByRole('button', { name: 'Enlarge Commands' }).click();
  await expect.poll(() => visible('Topology')).toBe(false);
  await page.keyboard.press('Control+1');
  await expect.poll(() => visible('Commands')).toBe(false);
  await expect(tabOf(page, 'Topology')).toBeVisible();
  await page.keyboard.press('Control+Shift+M');
  for (const title of PANES) await expect(tabOf(page, title)).toBeVisible();
});

test('themes are chosen by name and follow the settings', async ({ page, app }) => {
  const scheme = page.locator('html');
  await runCommand(page, 'Dark Theme');
  await expect(scheme).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await runCommand(page, 'Light Theme');
  await expect(scheme).toHaveAttribute('data-mantine-color-scheme', 'light');
  expect(await app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('light');
});

test('the sheet of shortcuts and the About box open from the keyboard alone', async ({ page }) => {
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText('Command Palette');
  const canvas = page.getByRole('region', { name: /in a pane.*: topology$/i });
  await expect(canvas.getByRole('row', { name: /Cut or heal the link/ })).toContainText('X');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('textbox', { name: 'Find a command' })).toBeFocused();
  await page.keyboard.type('About');
  await expect(page.locator('[data-action]').first()).toContainText('About Herd Console');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'About Herd Console' })).toContainText('Electron');
});

test('what is typed at once after its key goes into the palette', async ({ page }) => {
  const focused = await page.evaluate(async () => {
    document.body.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'k', code: 'KeyK', ctrlKey: true, bubbles: true }),
    );
    // Within the task of the key: no other key can come between.
    for (let i = 0; i < 20; i += 1) await Promise.resolve();
    return document.activeElement?.getAttribute('aria-label');
  });
  expect(focused).toBe('Find a command');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('the palette gives the focus to what a command shows, and else back', async ({ page }) => {
  const alford = page.locator('.react-flow__node[data-id="Alford"]');
  await alford.focus();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('textbox', { name: 'Find a command' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(alford).toBeFocused();
  await runCommand(page, 'Cut Alford–Welsh');
  await expect(page.getByText('1 link cut')).toBeVisible();
  await expect(alford).toBeFocused();
  await runCommand(page, 'Send WHATSAT…');
  await expect(page.getByRole('radio', { name: 'WHATSAT' })).toBeChecked();
  await expect(page.getByRole('form', { name: 'Command' })).toBeFocused();
});

test('a pane that is asked for hears its own keys at once', async ({ page }) => {
  await startHerd(page);
  await page.keyboard.press('Control+4');
  await expect(page.getByRole('application', { name: /map/i })).toBeFocused();
  await expect(page.locator('.leaflet-map-pane')).toBeAttached();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Report from here' })).toBeVisible();
  await page.keyboard.press('Control+3');
  await page.keyboard.press('Alt+Enter');
  await expect(page.getByText('1 exchange', { exact: true })).toBeVisible();
  await page.keyboard.press('Control+6');
  await page.keyboard.press('/');
  await expect(page.getByRole('textbox', { name: 'Find text in the log' })).toBeFocused();
});

test('an empty log has nothing to scroll', async ({ page, app }) => {
  await setSize(app, page, [1440, 900]);
  await expect(page.getByText('Nothing has happened yet')).toBeVisible();
  await expect
    .poll(() => page.locator('.log-pane').evaluate((it) => it.scrollHeight - it.clientHeight))
    .toBe(0);
});

for (const [width, height] of [
  [1440, 900],
  [1024, 700],
] as const) {
  test(`nothing sticks out of a window of ${width} × ${height}, at 100 % and at 200 %`, async ({
    page,
    app,
  }) => {
    for (const zoom of [1, 2]) {
      await setSize(app, page, [width, height], zoom);
      await expect
        .poll(() => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth))
        .toBeLessThanOrEqual(0);
      await expect(page.getByRole('contentinfo')).toBeInViewport();
      await expect(page.getByRole('button', { name: 'Start herd' })).toBeInViewport();
    }
  });
}
