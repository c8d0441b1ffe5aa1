/** Scenarios: run on the live herd, watched, stopped, recorded. */
import { readFile } from 'node:fs/promises';
import type { ElectronApplication, Page } from '@playwright/test';
import { expect, runCommand, showPane, startHerd, test } from './console-app.ts';

const pane = (page: Page) => page.getByRole('region', { name: 'Scenarios', exact: true });
const verdict = (page: Page) => pane(page).getByRole('region', { name: 'Verdict' });
const text = (page: Page) => pane(page).getByRole('textbox', { name: /^Text of/ });
const run = (page: Page) => pane(page).getByRole('button', { name: 'Run', exact: true }).click();

async function choose(page: Page, title: RegExp): Promise<void> {
  await showPane(page, 'Scenarios');
  const select = pane(page).getByRole('combobox', { name: 'Scenario' });
  await select
    .or(pane(page).getByRole('textbox', { name: 'Scenario', exact: true }))
    .first()
    .click();
  await page.getByRole('option', { name: title }).click();
  await expect(text(page)).toBeVisible();
}

/** The next question for a file is answered with this one. */
const answerSave = (app: ElectronApplication, path: string): Promise<void> =>
  app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = (async () => ({ canceled: false, filePath })) as typeof dialog.showSaveDialog;
  }, path);

test('a built-in scenario is run step by step and passes', async ({ page, app }, testInfo) => {
  await choose(page, /partition/i);
  await run(page);
  await expect(verdict(page)).toContainText('Pass');
  await expect(pane(page).getByRole('list', { name: 'Entries' })).toContainText('As expected');
  const path = testInfo.outputPath('report.md');
  await answerSave(app, path);
  await verdict(page).getByRole('button', { name: 'Save report' }).click();
  await expect.poll(() => readFile(path, 'utf8').catch(() => '')).toMatch(/pass/i);
});

test('a failure names its line and shows its evidence', async ({ page }) => {
  await choose(page, /partition/i);
  await text(page).fill(
    'title: Wrong\nsteps:\n  - start: all\n  - send: nonsense\n    to: Alford\n    reply: at sent\n',
  );
  await run(page);
  await expect(verdict(page)).toContainText(/Fail|Unknown/);
  await text(page).fill(
    'title: Wrong\nsteps:\n  - start: all\n  - send: nonsense\n    to: Alford\n    reply: { line: "? nonsensX" }\n',
  );
  await run(page);
  await expect(verdict(page)).toContainText('Fail');
  await expect(verdict(page)).toContainText('At line 4');
  await expect(verdict(page).locator('pre')).toContainText('nonsense');
  await expect(pane(page).locator('.line-mark')).toBeVisible();
});

test('a text with a mistake is refused before anything is done', async ({ page }) => {
  await choose(page, /partition/i);
  await text(page).fill('title: x\nsteps:\n  - begin: all\n');
  await run(page);
  await expect(pane(page).getByRole('alert')).toContainText(/begin/);
  await expect(verdict(page)).toHaveCount(0);
});

test('a run is stopped within a second, from the keyboard', async ({ page }) => {
  await choose(page, /partition/i);
  await text(page).fill(
    'title: Long\nwithin: 60\nsteps:\n  - start: all\n  - wait for: { servers: Alford, are: stopped }\n',
  );
  await run(page);
  await expect(pane(page).getByRole('button', { name: 'Stop', exact: true })).toBeVisible();
  await expect(pane(page).getByRole('list', { name: 'Entries' })).toContainText('wait for');
  const begun = Date.now();
  await page.keyboard.press('Control+.');
  await expect(verdict(page)).toContainText('Unknown');
  expect(Date.now() - begun).toBeLessThan(1_500);
});

test('the report’s test is one command away', async ({ page }) => {
  await runCommand(page, 'Run the Report’s Test');
  await expect(verdict(page)).toContainText('Pass');
});

test('what is done by hand becomes a scenario that passes', async ({ page }) => {
  await startHerd(page);
  await showPane(page, 'Scenarios');
  await pane(page).getByRole('button', { name: 'Record', exact: true }).click();
  await expect(pane(page)).toContainText('Recording: 0 things');
  await showPane(page, 'Commands');
  await page
    .getByRole('form', { name: 'Command' })
    .getByRole('button', { name: 'Send', exact: true })
    .click();
  await expect(
    page.getByRole('region', { name: 'Commands', exact: true }).getByRole('article'),
  ).toContainText('AT Alford');
  await runCommand(page, 'Kill Welsh');
  await showPane(page, 'Scenarios');
  await expect(pane(page)).toContainText('Recording: 2 things');
  await pane(page).getByRole('button', { name: 'End recording' }).click();
  await expect(text(page)).toHaveValue(/kill: Welsh/);
  await run(page);
  await expect(verdict(page)).toContainText('Pass');
});
