/** A herd that floods for ever is graded beside a window that goes on answering. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ask, expect, report, runCommand, showPane, startHerd, test } from './console-app.ts';
import { over, pane, row, run, setUp, submissionsOf } from './testing/grading.ts';
import { writeSubmission } from './testing/submissions.ts';

test('while a herd storms, the window answers; the storm is named, and the next one is graded as ever', async ({
  page,
  app,
}, testInfo) => {
  test.setTimeout(240_000);
  const submissions = await submissionsOf(testInfo);
  const storming = testInfo.outputPath('storming');
  await writeSubmission(join(submissions, 'a-storm'), [
    {
      find: '        if self.store(record):\n            self.flood(record, visited)',
      replace: [
        '        if not self.store(record):',
        `            open(${JSON.stringify(storming)}, 'a').close()`,
        '        self.flood(record, visited[-1:])',
      ].join('\n'),
    },
    // Bounded here, whatever holds it elsewhere.
    {
      find: '    server = Server(name)\n',
      replace: '    asyncio.get_running_loop().call_later(120, sys.exit)\n    server = Server(name)\n',
    },
  ]);
  await writeSubmission(join(submissions, 'b-calm'));
  await startHerd(page);
  await setUp(page, app, submissions, ['flood.storm']);
  await run(page);
  await expect.poll(() => existsSync(storming), { timeout: 60_000 }).toBe(true);

  const stillStorms = async () => (await ask(page, 'grade.state', {}))?.submissions[0]?.state === 'running';
  const actions = [
    () => report(page, 'Ball', 'client-1'),
    () => showPane(page, 'Log'),
    () => showPane(page, 'Grading'),
  ];
  await runCommand(page, 'Kill Welsh');
  // However long it storms, each is done once at least.
  do for (const act of actions) await act();
  while (await stillStorms());
  await expect(page.getByRole('contentinfo').getByRole('status')).toHaveText('4 of 5 servers ready');

  await expect(over(page)).toHaveText('Graded: 2 of 2 graded', { timeout: 120_000 });
  await expect(row(page, 'a-storm')).toContainText('Fail');
  await expect(row(page, 'b-calm')).toContainText('Pass');
  await row(page, 'a-storm').click();
  await expect(pane(page).locator('.submission-view')).toContainText('floods for ever');
});
