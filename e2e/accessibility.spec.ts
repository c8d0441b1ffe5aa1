/** Everybody can use it: axe finds nothing serious in any view, and all is done by keyboard and at any size. */
import type { ElectronApplication, Page } from '@playwright/test';
import { expect, runCommand, showPane, startHerd, test } from './console-app.ts';
import { bringAxe, faults } from './testing/axe.ts';

const PANES = [
  'Topology',
  'Map',
  'Log',
  'Beliefs',
  'Commands',
  'Servers',
  'Scenarios',
  'Inspector',
  'Grading',
];
const DIALOGS = ['Settings…', 'Keyboard Shortcuts', 'About Herd Console', 'Welcome'];
const SIZES = [
  [1440, 900],
  [1024, 700],
] as const;

const setSize = (app: ElectronApplication, width: number, height: number, zoom: number): Promise<void> =>
  app.evaluate(
    ({ BrowserWindow }, [w, h, factor]) => {
      const window = BrowserWindow.getAllWindows()[0];
      window?.setContentSize(w, h);
      window?.webContents.setZoomFactor(factor);
    },
    [width, height, zoom] as const,
  );

async function report(page: Page, server: string, client: string): Promise<void> {
  const line = `IAMAT ${client} +34.068930-118.445127 ${(Date.now() / 1_000).toFixed(9)}\n`;
  const bytes = [...new TextEncoder().encode(line)];
  await page.evaluate(
    async ([to, sent]) => {
      const { herd } = window as unknown as {
        herd: { call(command: string, request: unknown): Promise<unknown> };
      };
      const request = { server: to, bytes: new Uint8Array(sent), halfClose: false, timeoutMs: 10_000 };
      await herd.call('herd.send', request);
    },
    [server, bytes] as const,
  );
}

/** Something to see in every pane. */
async function fill(page: Page): Promise<void> {
  await startHerd(page);
  await report(page, 'Alford', 'kiwi');
  await runCommand(page, 'Cut Alford–Welsh');
  await runCommand(page, 'Kill Ball');
  await expect(page.getByText('4 of 5 servers ready')).toBeVisible();
  await report(page, 'Alford', 'kiwi');
  await showPane(page, 'Commands');
  await page.locator('[data-pane="commands"]').getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.locator('.exchange')).toHaveCount(1);
}

for (const theme of ['Light', 'Dark']) {
  test(`axe finds nothing serious or critical, ${theme.toLowerCase()}`, async ({ page }) => {
    test.setTimeout(180_000);
    // Colours that are just changing have no contrast that could be measured.
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await bringAxe(page);
    await runCommand(page, `${theme} Theme`);
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', theme.toLowerCase());
    const found: Record<string, readonly string[]> = {};
    const look = async (view: string): Promise<void> => {
      const these = await faults(page);
      if (these.length > 0) found[view] = these;
    };
    for (const pane of PANES) {
      await showPane(page, pane);
      await look(`${pane}, empty`);
    }
    await fill(page);
    for (const pane of PANES) {
      await showPane(page, pane);
      await look(`${pane}, full`);
    }
    await showPane(page, 'Log');
    await page.locator('.log-row').last().click();
    await look('Log, with a line opened');
    await showPane(page, 'Beliefs');
    await page.locator('.belief-client').first().click();
    await look('Inspector, a client');
    await page.getByRole('button', { name: 'What the marks mean' }).click();
    await look('Beliefs, its legend');
    await page.keyboard.press('Escape');
    await page.locator('.beliefs').getByRole('button', { name: 'Welsh', exact: true }).click();
    await look('Inspector, a server');
    await showPane(page, 'Commands');
    await page.locator('.exchange-name').first().click();
    await look('Inspector, an exchange');
    for (const dialog of DIALOGS) {
      await page.keyboard.press('Control+k');
      await page.getByRole('textbox', { name: 'Find a command' }).fill(dialog);
      // Its keys may stand beside a command's name.
      await page.getByRole('button', { name: dialog }).last().click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await look(dialog);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
    }
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('textbox', { name: 'Find a command' })).toBeFocused();
    await look('Palette');
    expect(found).toEqual({});
  });
}

test('a herd is started, broken, looked at and healed by keyboard alone', async ({ page }) => {
  const command = async (text: string): Promise<void> => {
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('textbox', { name: 'Find a command' })).toBeFocused();
    await page.keyboard.type(text);
    // Its keys stand beside a command's name.
    await expect(page.getByRole('button', { name: text }).first()).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('textbox', { name: 'Find a command' })).toHaveCount(0);
  };
  await command('Start All Servers');
  await expect(page.getByText('5 of 5 servers ready')).toBeVisible();
  await command('Cut Alford–Welsh');
  await expect(page.getByText(/^1 links? cut$/)).toBeVisible();
  await page.keyboard.press('Control+5');
  await expect(page.getByRole('tabpanel', { name: 'Beliefs', exact: true })).toBeVisible();
  await page.keyboard.press('Control+6');
  await expect(page.getByRole('listbox', { name: 'Events' })).toBeVisible();
  // The list of events is reached by Tab, and a line is opened with Enter.
  const events = page.getByRole('listbox', { name: 'Events' });
  const focused = () => events.evaluate((list) => list === document.activeElement);
  for (let presses = 0; presses < 80 && !(await focused()); presses += 1) await page.keyboard.press('Tab');
  expect(await focused()).toBe(true);
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'The event’s fields' })).toBeVisible();
  await page.keyboard.press('Escape');
  await command('Heal All Faults');
  await expect(page.getByText('No links cut')).toBeVisible();
});

for (const [width, height] of SIZES) {
  for (const zoom of [1, 2]) {
    test(`nothing of any pane is cut off at ${width} × ${height}, ${zoom * 100} %`, async ({ page, app }) => {
      test.setTimeout(120_000);
      await fill(page);
      await setSize(app, width, height, zoom);
      await expect.poll(() => page.evaluate(() => window.innerWidth)).toBeLessThanOrEqual(width / zoom + 1);
      for (const pane of PANES) {
        await page.keyboard.press(`Control+${PANE_KEYS[pane]}`);
        await expect(page.getByRole('tabpanel', { name: pane, exact: true })).toBeVisible();
        expect(await outOfReach(page, pane.toLowerCase()), pane).toEqual([]);
      }
    });
  }
}

const PANE_KEYS: Readonly<Record<string, number>> = {
  Topology: 1,
  Servers: 2,
  Commands: 3,
  Map: 4,
  Beliefs: 5,
  Log: 6,
  Scenarios: 7,
  Inspector: 8,
  Grading: 9,
};

/**
 * Controls of a pane that no scrolling brings into view: they stand beyond an edge of something that doesn't scroll
 * that way.
 */
const outOfReach = (page: Page, pane: string): Promise<readonly string[]> =>
  page.locator(`[data-pane="${pane}"]`).evaluate((root) => {
    const clips = (element: Element, axis: 'X' | 'Y'): boolean =>
      ['hidden', 'clip'].includes(getComputedStyle(element)[`overflow${axis}`]);
    const scrolls = (element: Element, axis: 'X' | 'Y'): boolean =>
      ['auto', 'scroll'].includes(getComputedStyle(element)[`overflow${axis}`]);
    const lost = (control: Element, axis: 'X' | 'Y'): boolean => {
      const box = control.getBoundingClientRect();
      const [from, to] = axis === 'X' ? [box.left, box.right] : [box.top, box.bottom];
      for (let above = control.parentElement; above; above = above.parentElement) {
        if (scrolls(above, axis)) return false;
        const edge = above.getBoundingClientRect();
        const [low, high] = axis === 'X' ? [edge.left, edge.right] : [edge.top, edge.bottom];
        if ((clips(above, axis) || above === document.body) && (from < low - 2 || to > high + 2)) return true;
      }
      return false;
    };
    return (
      [...root.querySelectorAll('button, input, select, textarea, [role="button"], [tabindex="0"]')]
        .filter((control) => control.checkVisibility({ visibilityProperty: true }))
        // The canvas and the map are moved about, and have a way to show all of them.
        .filter((control) => !control.closest('.react-flow__viewport, .leaflet-container'))
        .filter(
          (control) =>
            control.getBoundingClientRect().width > 0 && (lost(control, 'X') || lost(control, 'Y')),
        )
        .map((control) => control.getAttribute('aria-label') ?? control.textContent ?? control.className)
    );
  });
