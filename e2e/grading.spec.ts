/** Grading: submissions chosen, run beside the herd that is shown, watched, overridden, exported. */
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { ask, expect, runCommand, setSize, showPane, startHerd, test } from './console-app.ts';
import { bringAxe, faults } from './testing/axe.ts';
import {
  answerOpen,
  check,
  list,
  over,
  pane,
  row,
  run,
  runHeld,
  setUp,
  submissionsOf,
} from './testing/grading.ts';
import { type Edit, writeSubmission } from './testing/submissions.ts';

const WITHOUT_PLUS: Edit = { find: '{skew:+.9f}', replace: '{skew:.9f}' };

/** For people to look at, beside those of the other panes. */
async function takePictures(page: Page, app: ElectronApplication): Promise<void> {
  for (const [width, height] of [
    [1024, 700],
    [1440, 900],
  ] as const) {
    await setSize(app, page, [width, height]);
    for (const theme of ['Light', 'Dark']) {
      await runCommand(page, `${theme} Theme`);
      await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', theme.toLowerCase());
      const path = resolve(
        import.meta.dirname,
        `../screenshots/full-grading-${width}-${theme.toLowerCase()}.png`,
      );
      await page.screenshot({ path, animations: 'disabled' });
    }
  }
}

test('a right and a wrong herd are graded beside the one that is shown; a verdict is overridden and exported', async ({
  page,
  app,
}, testInfo) => {
  test.setTimeout(180_000);
  const submissions = await submissionsOf(testInfo);
  await writeSubmission(join(submissions, 'right'));
  await writeSubmission(join(submissions, 'wrong'), [WITHOUT_PLUS]);
  await startHerd(page);
  await setUp(page, app, submissions, ['iamat.skew-sign', 'flood.once']);
  await run(page);
  await expect(over(page)).toHaveText('Graded: 2 of 2 graded', { timeout: 120_000 });
  await expect(page.getByRole('contentinfo').getByRole('status')).toHaveText('5 of 5 servers ready');
  await expect(row(page, 'right')).toContainText('Pass');
  await expect(row(page, 'wrong')).toContainText('Fail');

  // By keyboard: down to the second one.
  await list(page).focus();
  await page.keyboard.press('End');
  await expect(row(page, 'wrong')).toHaveAttribute('aria-selected', 'true');
  const failed = check(page, 'iamat.skew-sign');
  await expect(failed.locator('summary')).toContainText('Fail');
  await failed.locator('summary').press('Enter');
  await expect(failed.getByRole('region', { name: 'Evidence' })).toContainText('IAMAT');
  await failed.getByRole('button', { name: 'Copy the command' }).click();
  const copied = await app.evaluate(({ clipboard }) => clipboard.readText());
  expect(copied).toMatch(/^(?:npx )?herd grade .*wrong.* --only iamat\.skew-sign --seed \d+/);

  await bringAxe(page);
  expect(await faults(page)).toEqual([]);
  await takePictures(page, app);

  await failed.getByRole('button', { name: 'Override the verdict' }).click();
  await failed.getByRole('textbox', { name: 'Reason' }).fill('The statement allowed it in class <b>');
  await failed.getByRole('button', { name: 'Override', exact: true }).click();
  await expect(failed).toContainText('the grader said Fail');
  await expect(failed.locator('summary')).toContainText('Pass');
  await expect(row(page, 'wrong')).toContainText('Pass');

  // What a person decided outlives a reload, like the run itself.
  await page.reload();
  await showPane(page, 'Grading');
  await row(page, 'wrong').click();
  await expect(check(page, 'iamat.skew-sign').locator('summary')).toContainText('Overridden');

  const reports = testInfo.outputPath('reports');
  await mkdir(reports);
  await answerOpen(app, reports);
  await pane(page).getByRole('button', { name: 'Export reports' }).click();
  await page.getByRole('button', { name: 'Choose a folder…' }).click();
  await expect(page.getByRole('dialog', { name: 'Export reports' })).toHaveCount(0);
  const json = JSON.parse(await readFile(join(reports, 'results.json'), 'utf8'));
  const [, wrong] = json.submissions;
  expect(wrong).toMatchObject({ name: 'wrong', overrides: [{ check: 'iamat.skew-sign', was: 'fail' }] });
  expect(wrong.earned).toBe(wrong.possible);
  expect((await readdir(reports)).some((name) => name.endsWith('.html'))).toBe(true);
});

test('a page that is loaded while a run goes on takes it up', async ({ page, app }, testInfo) => {
  test.setTimeout(120_000);
  const gate = await runHeld(page, app, testInfo);
  await page.reload();
  await showPane(page, 'Grading');
  await expect(row(page, 'held')).toContainText('Running');
  await expect(pane(page).getByRole('img', { name: /Alford down/ })).toBeVisible();
  await expect(pane(page).getByRole('button', { name: 'Stop', exact: true })).toBeVisible();
  await writeFile(gate, '');
  await expect(over(page)).toHaveText('Graded: 1 of 1 graded', { timeout: 60_000 });
  await expect(row(page, 'held')).toContainText('Pass');
});

test('a run is stopped, and the same submissions are graded again', async ({ page, app }, testInfo) => {
  test.setTimeout(120_000);
  const gate = await runHeld(page, app, testInfo);
  await pane(page).getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(over(page)).toHaveText('Stopped: 0 of 1 graded');
  await expect(row(page, 'held')).toContainText('Interrupted');
  await writeFile(gate, '');
  await run(page);
  await expect(over(page)).toHaveText('Graded: 1 of 1 graded', { timeout: 60_000 });
});

test('what a submission is called and says is text', async ({ page, app }, testInfo) => {
  test.setTimeout(120_000);
  const submissions = await submissionsOf(testInfo);
  const name = '<img src=x onerror=window.ran=1>\u202e';
  await writeSubmission(join(submissions, name), [
    { find: "f'{skew:+.9f}'", replace: "'<img/src=x/onerror=window.ran=1>\u202eevil'" },
  ]);
  await setUp(page, app, submissions, ['iamat.fields']);
  await run(page);
  await expect(over(page)).toHaveText('Graded: 1 of 1 graded', { timeout: 60_000 });
  const failed = check(page, 'iamat.fields');
  await failed.locator('summary').click();
  await expect(failed.getByRole('region', { name: 'Evidence' })).toContainText(
    '<img/src=x/onerror=window.ran=1>',
  );
  await expect(pane(page).locator('img')).toHaveCount(0);
  expect(await page.evaluate(() => 'ran' in window)).toBe(false);
  // What would turn the line's direction round is a sign.
  await expect(pane(page)).not.toContainText('\u202e');
});

test('a rubric that can’t be used is told, and nothing is begun', async ({ page, app }, testInfo) => {
  const file = testInfo.outputPath('rubric.yaml');
  await mkdir(testInfo.outputPath('.'), { recursive: true });
  await writeFile(file, 'title: x\n');
  await showPane(page, 'Grading');
  await answerOpen(app, file);
  await pane(page).getByRole('combobox', { name: 'Rubric' }).click();
  await page.getByRole('option', { name: 'Open a rubric file…' }).click();
  await expect(pane(page).getByRole('alert')).toContainText('can’t be used');
  expect(await ask(page, 'grade.state', {})).toBeNull();
  expect(existsSync(file)).toBe(true);
});

test('all of the pane is reached in a small window', async ({ page, app }) => {
  await setSize(app, page, [1024, 700]);
  await showPane(page, 'Grading');
  await expect(pane(page).getByRole('button', { name: 'Add all in a folder…' })).toBeInViewport();
});
