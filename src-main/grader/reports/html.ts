import { askedOf } from '../../../src-shared/grading/results.ts';
import { fileName } from '../result-store.ts';
import { classPage } from './class-page.ts';
import type { ReportFile, ReportWriter } from './report-file.ts';
import { submissionPage } from './submission-page.ts';

/** Pages that need nothing beside them: one for a submission; of a class, its summary and one each. */
export const htmlReport: ReportWriter = function* (result): Generator<ReportFile> {
  const [only] = result.submissions;
  if (only !== undefined && askedOf(result) === 1) {
    yield { path: 'index.html', text: submissionPage(result, only) };
    return;
  }
  const pathOf = (name: string): string => `pages/${fileName(name)}.html`;
  yield { path: 'index.html', text: classPage(result, pathOf) };
  for (const submission of result.submissions) {
    yield { path: pathOf(submission.name), text: submissionPage(result, submission, '../index.html') };
  }
};
