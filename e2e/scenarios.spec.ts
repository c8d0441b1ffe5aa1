/** Scenarios: run on the live herd, watched, stopped, recorded. */
import { readFile, writeFile } from 'node:fs/promises';
import type { ElectronApplication, Page } from '@playwright/test';
import { ask, expect, runCommand, showPane, startHerd, test } from './console-app.ts';

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

async function pace(page: Page, label: string): Promise<void> {
  await pane(page).getByRole('combobox', { name: 'Pace' }).click();
  await page.getByRole('option', { name: label }).click();
}

const waitsForNext = (page: Page): Promise<void> =>
  expect(pane(page).getByRole('button', { name: 'Next', exact: true })).not.toHaveAttribute(
    'aria-disabled',
    'true',
  );

/** The next question for a file is answered with this one. */
const answerSave = (app: ElectronApplication, path: string): Promise<void> =>
  app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = (async () => ({ canceled: false, filePath })) as typeof dialog.showSaveDialog;
  }, path);

/** Sends what the form has, and finds this in the transcript. */
async function sendAndRead(page: Page, expected: string): Promise<void> {
  await showPane(page, 'Commands');
  await page
    .getByRole('form', { name: 'Command' })
    .getByRole('button', { name: 'Send', exact: true })
    .click();
  const transcript = page.getByRole('region', { name: 'Commands', exact: true });
  await expect(transcript.getByRole('article')).toContainText(expected);
}

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

test('a run goes on while the page is loaded again, and its verdict is seen after it', async ({ page }) => {
  await choose(page, /partition/i);
  await pace(page, 'Step by step');
  await run(page);
  const next = pane(page).getByRole('button', { name: 'Next', exact: true });
  await waitsForNext(page);
  await next.click();
  await waitsForNext(page);
  const entries = await pane(page)
    .getByRole('list', { name: 'Entries' })
    .getByRole('listitem')
    .allTextContents();
  await page.reload();
  await showPane(page, 'Scenarios');
  await expect(text(page)).toHaveValue(/partition/i);
  await expect(pane(page).getByRole('list', { name: 'Entries' }).getByRole('listitem')).toHaveText(entries);
  await expect(pane(page).locator('.line-mark')).toBeVisible();
  await waitsForNext(page);
  await pace(page, 'As fast as it goes');
  await expect(verdict(page)).toContainText('Pass');
  await page.reload();
  await showPane(page, 'Scenarios');
  await expect(verdict(page)).toContainText('Pass');
});

test('step by step is done with the keyboard alone', async ({ page }) => {
  await choose(page, /partition/i);
  await text(page).fill('title: Two\nsteps:\n  - start: Ball\n  - stop: Ball\n');
  await pace(page, 'Step by step');
  const button = (name: string) => pane(page).getByRole('button', { name, exact: true });
  await button('Run').press('Enter');
  await waitsForNext(page);
  const step = (word: string) => pane(page).locator('.entry[data-tone="step"]', { hasText: word });
  await expect(step('start: Ball')).toBeVisible();
  // Its key, wherever the focus is.
  await page.keyboard.press('Control+Shift+N');
  await expect(step('stop: Ball')).toBeVisible();
  await waitsForNext(page);
  await button('Next').press('Enter');
  await expect(verdict(page)).toContainText('Pass');
});

test('while a scenario has the herd nobody else changes it or sends to it', async ({ page }) => {
  await choose(page, /partition/i);
  await pace(page, 'Step by step');
  await run(page);
  await waitsForNext(page);
  await runCommand(page, 'Start Ball');
  await expect(page.getByRole('alert').filter({ hasText: 'is being run' })).toBeVisible();
  await sendAndRead(page, 'is being run');
  await runCommand(page, 'Stop the Scenario');
  await showPane(page, 'Scenarios');
  await expect(verdict(page)).toContainText('Unknown');
});

test('a scenario is found by its id, in the list and in the palette', async ({ page }) => {
  await showPane(page, 'Scenarios');
  const select = pane(page).getByRole('combobox', { name: 'Scenario' });
  await select.fill('restart-catches');
  const found = page.getByRole('option');
  await expect(found).toHaveCount(1);
  await expect(found).toContainText('restart-catches-up');
  await found.click();
  await expect(text(page)).toBeVisible();
  await select.click();
  await expect(found).toHaveCount(7);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.getByRole('textbox', { name: 'Find a command' }).fill('report-2016');
  await expect(page.locator('[data-action]')).toHaveCount(1);
  const id = page.locator('[data-action]').getByText('report-2016', { exact: true });
  // Chosen, it is written as its row is: on another ground.
  await page.keyboard.press('ArrowDown');
  const ink = await page
    .locator('[data-action][data-selected]')
    .evaluate((row) => getComputedStyle(row).color);
  await expect(id).toHaveCSS('color', ink);
  await page.keyboard.press('Enter');
  await expect(verdict(page)).toContainText('Pass');
  // What came is told in words, not in the markup of whom the places are from.
  const entries = pane(page).getByRole('list', { name: 'Entries' });
  await expect(entries).toContainText('GeoNames (https://www.geonames.org/)');
  await expect(entries).not.toContainText('href');
  await entries.getByRole('button', { name: 'Bytes' }).last().click();
  await expect(entries).toContainText('href');
});

test('the last words of a program that crashed are folded', async ({ page }, testInfo) => {
  const program = testInfo.outputPath('crashes.mjs');
  await writeFile(
    program,
    "for (let n = 0; n < 60; n += 1) console.error('frame ' + n);\nprocess.exitCode = 1;\n",
  );
  const { topology } = await ask(page, 'herd.state', {});
  const command = { template: `"${process.execPath}" "${program}" {name}` };
  const servers = topology.servers.map((server) =>
    server.name === 'Ball' ? { ...server, command } : server,
  );
  await ask(page, 'topology.apply', { topology: { ...topology, servers } });
  await choose(page, /partition/i);
  await text(page).fill('title: Crash\nsteps:\n  - start: Ball\n');
  await run(page);
  await expect(verdict(page)).toContainText('Fail');
  await expect(verdict(page)).toContainText('frame 59');
  await expect(verdict(page)).not.toContainText('frame 40');
  await verdict(page)
    .getByRole('button', { name: /more lines/ })
    .press('Enter');
  await expect(verdict(page)).toContainText('frame 40');
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
  await sendAndRead(page, 'AT Alford');
  await runCommand(page, 'Kill Welsh');
  await showPane(page, 'Scenarios');
  await expect(pane(page)).toContainText('Recording: 2 things');
  await pane(page).getByRole('button', { name: 'End recording' }).click();
  await expect(text(page)).toHaveValue(/kill: Welsh/);
  await run(page);
  await expect(verdict(page)).toContainText('Pass');
});
