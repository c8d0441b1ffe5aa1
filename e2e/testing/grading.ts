/** Grading in the window, as its tests do it: the pane's parts, submissions chosen, a run begun. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronApplication, Page, TestInfo } from '@playwright/test';
import { expect, showPane } from '../console-app.ts';
import { type Edit, writeSubmission } from './submissions.ts';

export const pane = (page: Page) => page.locator('[data-pane="grading"]');
export const list = (page: Page) => pane(page).getByRole('listbox', { name: 'Submissions' });
export const row = (page: Page, name: string) => list(page).getByRole('option', { name });
export const check = (page: Page, id: string) => pane(page).locator('details', { hasText: id });
export const over = (page: Page) => pane(page).getByText(/^(Graded|Stopped|Broken off): /);

/** The next questions for folders and files are answered with these. */
export const answerOpen = (app: ElectronApplication, ...paths: readonly string[]): Promise<void> =>
  app.evaluate(
    ({ dialog }, filePaths) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths });
    },
    [...paths],
  );

/** A folder of this test's own for submissions. */
export async function submissionsOf(testInfo: TestInfo): Promise<string> {
  const folder = testInfo.outputPath('submissions');
  await mkdir(folder);
  return folder;
}

/** Chooses a folder with all submissions, and of the rubric's checks these. */
export async function setUp(page: Page, app: ElectronApplication, folder: string, checks: readonly string[]) {
  await showPane(page, 'Grading');
  await answerOpen(app, folder);
  await pane(page).getByRole('button', { name: 'Add all in a folder…' }).click();
  await pane(page)
    .getByRole('button', { name: /^All \d+ checks$/ })
    .click();
  const dialog = page.getByRole('dialog', { name: 'How to grade' });
  await dialog.getByRole('textbox', { name: 'Find a check' }).fill(checks[0] ?? '');
  await dialog.getByRole('button', { name: 'Only these' }).click();
  for (const id of checks.slice(1)) {
    await dialog.getByRole('textbox', { name: 'Find a check' }).fill(id);
    await dialog.getByRole('checkbox', { name: id }).check();
  }
  await dialog.getByRole('button', { name: 'Done' }).click();
}

export const run = (page: Page) => pane(page).getByRole('button', { name: 'Run', exact: true }).click();

/** Its servers don't listen before this file is there. */
export const gated = (gate: string): Edit => ({
  find: '    server = Server(name)\n',
  replace: `    import os\n    while not os.path.exists(${JSON.stringify(gate)}):\n        time.sleep(0.05)\n    server = Server(name)\n`,
});

/** Runs one whose servers wait for a file; resolves with its path when it runs. */
export async function runHeld(page: Page, app: ElectronApplication, testInfo: TestInfo): Promise<string> {
  const submissions = await submissionsOf(testInfo);
  const gate = testInfo.outputPath('gate');
  await writeSubmission(join(submissions, 'held'), [gated(gate)]);
  await setUp(page, app, submissions, ['iamat.fields']);
  await run(page);
  await expect(row(page, 'held')).toContainText('Running');
  return gate;
}
