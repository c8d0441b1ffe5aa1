/** What a grading has come to is not lost: by another run, by the end of the app, or by a question not asked. */
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { answerBoxes, ask, boxesOf, expect, showPane, test } from './console-app.ts';
import { check, gated, over, pane, row, run, runHeld, setUp, submissionsOf } from './testing/grading.ts';
import { writeSubmission } from './testing/submissions.ts';

const goOn = (page: Page) => pane(page).getByRole('button', { name: 'Go on', exact: true });
const question = (page: Page, name: string) => page.getByRole('dialog', { name });

const exited = (app: ElectronApplication) =>
  new Promise<number | null>((done) => {
    app.process().once('exit', (code) => done(code));
  });

async function override(page: Page, id: string, reason: string): Promise<void> {
  await check(page, id).locator('summary').click();
  await check(page, id).getByRole('button', { name: 'Override the verdict' }).click();
  await check(page, id).getByRole('textbox', { name: 'Reason' }).fill(reason);
  await check(page, id).getByRole('button', { name: 'Override', exact: true }).click();
  await expect(check(page, id)).toContainText('the grader said');
}

/** Drops these files onto a place, as a file manager does. */
async function drop(page: Page, onto: string, files: readonly string[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [...files], dragOperationsMask: 1 };
  const drag = async (type: 'dragEnter' | 'dragOver' | 'drop', at: { x: number; y: number }) =>
    session.send('Input.dispatchDragEvent', { type, ...at, data });
  const middle = async (selector: string) => {
    const box = await pane(page).locator(selector).boundingBox();
    if (!box) throw new Error(`${selector} is not there`);
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  };
  const before = await middle('.grading-body');
  await drag('dragEnter', before);
  await drag('dragOver', before);
  await expect(pane(page).locator(onto)).toBeVisible();
  // A drag that ends without a word leaves nothing in the way.
  await page.mouse.move(before.x, before.y);
  await expect(pane(page).locator(onto)).toHaveCount(0);
  await drag('dragEnter', before);
  await drag('dragOver', before);
  const at = await middle(onto);
  await drag('dragOver', at);
  await expect(pane(page).locator(onto)).toHaveAttribute('data-over');
  await drag('drop', at);
  await session.detach();
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test('a run of an app that was quit goes on in the next start; what was overridden stays, and is asked for', async ({
  launch,
}, testInfo) => {
  test.setTimeout(240_000);
  const submissions = await submissionsOf(testInfo);
  const gate = testInfo.outputPath('gate');
  const pid = testInfo.outputPath('pid');
  await writeSubmission(join(submissions, 'first'));
  const { find, replace } = gated(gate);
  const tellsPid = replace.replace(
    'import os\n',
    `import os\n    open(${JSON.stringify(pid)}, 'w').write(str(os.getpid()))\n`,
  );
  await writeSubmission(join(submissions, 'second'), [{ find, replace: tellsPid }]);

  const app = await launch();
  const page = await app.firstWindow();
  await page.getByRole('dialog', { name: 'Welcome to Herd Console' }).waitFor();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await setUp(page, app, submissions, ['iamat.fields']);
  await run(page);
  await expect(row(page, 'first')).toContainText('Pass', { timeout: 60_000 });
  await row(page, 'first').click();
  await override(page, 'iamat.fields', 'Handed in late');
  await expect.poll(() => existsSync(pid)).toBe(true);
  await expect(row(page, 'second')).toContainText('Running');

  // It is asked once; no keeps the run.
  await answerBoxes(app, 1);
  await app.evaluate(({ app: electron }) => electron.quit());
  await expect.poll(() => boxesOf(app)).toEqual(['Stop grading and quit?']);
  expect((await ask(page, 'grade.state', {}))?.end).toBeNull();
  await answerBoxes(app, 0);
  const end = exited(app);
  await app.evaluate(({ app: electron }) => electron.quit());
  expect(await end).toBe(0);
  const server = Number(await readFile(pid, 'utf8'));
  // Killed by then; whose child it became takes a moment to bury it.
  await expect.poll(() => isThere(server)).toBe(false);

  await writeFile(gate, '');
  const again = await launch();
  const next = await again.firstWindow();
  await showPane(next, 'Grading');
  await expect(over(next)).toHaveText('Stopped: 1 of 2 graded');
  await expect(row(next, 'second')).toContainText('Interrupted');
  await row(next, 'first').click();
  await expect(check(next, 'iamat.fields').locator('summary')).toContainText('Overridden');
  await goOn(next).click();
  await expect(over(next)).toHaveText('Graded: 2 of 2 graded', { timeout: 60_000 });
  await expect(row(next, 'second')).toContainText('Pass');
  await expect(row(next, 'first')).toContainText('Fail');
  await expect(check(next, 'iamat.fields').locator('summary')).toContainText('Overridden');
  await expect(goOn(next)).toHaveCount(0);

  // Nothing is done before the answer, and by “Cancel” nothing at all.
  await run(next);
  const anew = question(next, 'Grade all anew?');
  await expect(anew).toContainText(
    'The results of 2 submissions will be gone, with the verdict that you overrode.',
  );
  await anew.getByRole('button', { name: 'Cancel' }).click();
  await expect(anew).toHaveCount(0);
  await expect(row(next, 'first')).toContainText('Fail');

  await pane(next).getByRole('button', { name: 'Empty the list' }).click();
  await question(next, 'Empty the list?').getByRole('button', { name: 'Empty the list' }).click();
  await expect(pane(next).getByText('No submissions are chosen')).toBeVisible();
  expect(await ask(next, 'grade.state', {})).toBeNull();
});

test('files and folders are dropped onto the pane; one that is added later is graded by going on', async ({
  page,
  app,
}, testInfo) => {
  test.setTimeout(180_000);
  const submissions = await submissionsOf(testInfo);
  const late = await writeSubmission(testInfo.outputPath('late'));
  await writeSubmission(join(submissions, 'first'));
  await setUp(page, app, submissions, ['iamat.fields']);
  await pane(page).getByRole('button', { name: 'Empty the list' }).click();
  await expect(pane(page).getByText('No submissions are chosen')).toBeVisible();

  await drop(page, '[data-as="contents"]', [submissions]);
  await expect(row(page, 'first')).toBeVisible();
  await expect(pane(page).locator('.drop-zones')).toHaveCount(0);
  await run(page);
  await expect(over(page)).toHaveText('Graded: 1 of 1 graded', { timeout: 60_000 });
  await expect(goOn(page)).toHaveCount(0);

  await drop(page, '[data-as="each"]', [late]);
  await expect(row(page, 'late')).toContainText('Not graded');
  const before = await ask(page, 'grade.read', { run: 1, submission: 'first' });
  await goOn(page).click();
  await expect(over(page)).toHaveText('Graded: 2 of 2 graded', { timeout: 60_000 });
  await expect(row(page, 'late')).toContainText('Pass');
  // The first one was not run again.
  expect(await ask(page, 'grade.read', { run: 2, submission: 'first' })).toEqual(before);
});

test('a run that was stopped before anything was graded is gone on with, or begun anew without a question', async ({
  page,
  app,
}, testInfo) => {
  test.setTimeout(120_000);
  const gate = await runHeld(page, app, testInfo);
  await pane(page).getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(over(page)).toHaveText('Stopped: 0 of 1 graded');
  await goOn(page).focus();
  await page.keyboard.press('Enter');
  await expect(pane(page).getByRole('button', { name: 'Stop', exact: true })).toBeFocused();
  await expect(goOn(page)).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(over(page)).toHaveText('Stopped: 0 of 1 graded');
  await writeFile(gate, '');
  await run(page);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(over(page)).toHaveText('Graded: 1 of 1 graded', { timeout: 60_000 });
});
