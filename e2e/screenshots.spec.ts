/**
 * A picture of every view, light and dark, empty and full, large and small, into `screenshots/` for people to look
 * at. That a view is drawn without an error is what this asserts; whether it is good is for eyes.
 */
import { resolve } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { ask, expect, runCommand, showPane, startHerd, test } from './console-app.ts';
import { expectLand } from './testing/map-colours.ts';

const FOLDER = resolve(import.meta.dirname, '../screenshots');
const PANES = ['Topology', 'Map', 'Log', 'Beliefs', 'Commands', 'Servers', 'Scenarios', 'Inspector'];
const THEMES = ['Light', 'Dark'] as const;
const CENTRE = { latitude: 34.06893, longitude: -118.445127 };

async function setSize(app: ElectronApplication, page: Page, width: number, height: number): Promise<void> {
  await app.evaluate(({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w, h), [
    width,
    height,
  ] as const);
  await expect
    .poll(() => page.evaluate(() => [window.innerWidth, window.innerHeight]))
    .toEqual([width, height]);
  // The docked panes follow in the frames after it.
  await expect
    .poll(() =>
      page.evaluate(() => document.querySelector('.dv-dockview')?.getBoundingClientRect().right ?? 0),
    )
    .toBeLessThanOrEqual(width);
}

async function shoot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: resolve(FOLDER, `${name}.png`), animations: 'disabled' });
}

/** A herd with something to see: reports, places, a cut link, a killed server, a line that is refused. */
async function fill(page: Page): Promise<void> {
  await startHerd(page);
  const send = async (server: string, text: string): Promise<void> => {
    const bytes = [...new TextEncoder().encode(text)];
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
  };
  const now = Date.now() / 1000;
  await send('Alford', `IAMAT kiwi.cs.ucla.edu +34.068930-118.445127 ${now.toFixed(9)}\n`);
  await send('Ball', `IAMAT mango.cs.ucla.edu +34.021122-118.396467 ${(now + 1).toFixed(9)}\n`);
  await runCommand(page, 'Cut Alford–Welsh');
  await runCommand(page, 'Kill Ball');
  await send('Hamilton', `IAMAT kiwi.cs.ucla.edu +34.052235-118.243683 ${(now + 2).toFixed(9)}\n`);
  await send('Hamilton', 'WHATSAT kiwi.cs.ucla.edu 51 5\n');
  await expect(page.getByText('4 of 5 servers ready')).toBeVisible();
}

async function answered(page: Page): Promise<number> {
  const swarm = await ask(page, 'swarm.state', {});
  return swarm.kind === 'running' ? swarm.answered : 0;
}

for (const theme of THEMES) {
  test(`every view, ${theme.toLowerCase()}`, async ({ page, app }) => {
    const name = (view: string): string => `${view}-${theme.toLowerCase()}`;
    await runCommand(page, `${theme} Theme`);
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', theme.toLowerCase());
    for (const [width, height] of [
      [1440, 900],
      [1024, 700],
    ] as const) {
      await setSize(app, page, width, height);
      await shoot(page, name(`empty-${width}`));
    }
    await setSize(app, page, 1440, 900);
    await fill(page);
    for (const pane of PANES) {
      await showPane(page, pane);
      if (pane === 'Map') await expectLand(page, theme === 'Light' ? 'light' : 'dark');
      await shoot(page, name(`full-${pane.toLowerCase()}`));
    }
    await setSize(app, page, 1024, 700);
    await shoot(page, name('full-1024'));
    await setSize(app, page, 1440, 900);
    for (const [label, view] of [
      ['Settings…', 'settings'],
      ['Keyboard Shortcuts', 'shortcuts'],
      ['About Herd Console', 'about'],
      ['Welcome', 'welcome'],
    ] as const) {
      await runCommand(page, label);
      await expect(page.getByRole('dialog')).toBeVisible();
      await shoot(page, name(view));
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
    }
  });

  test(`a thousand clients and many events, ${theme.toLowerCase()}`, async ({ page }) => {
    await runCommand(page, `${theme} Theme`);
    await startHerd(page);
    const swarm = {
      clients: 1_000,
      perSecond: 1_000,
      servers: [],
      ...CENTRE,
      radiusKm: 25,
      prefix: 'walker',
    };
    await ask(page, 'swarm.start', swarm);
    await expect.poll(() => answered(page), { timeout: 30_000 }).toBeGreaterThan(5_000);
    for (const pane of ['Map', 'Beliefs', 'Topology', 'Log']) {
      await showPane(page, pane);
      await shoot(page, `swarm-${pane.toLowerCase()}-${theme.toLowerCase()}`);
    }
    await ask(page, 'swarm.stop', {});
  });
}
