import { explain } from '../../../src-shared/grading/evidence-text.ts';
import { overrideOf } from '../../../src-shared/grading/override.ts';
import { plainText } from '../../../src-shared/grading/plain-text.ts';
import {
  askedOf,
  type CheckResult,
  counts,
  type GradingResult,
  type SubmissionResult,
} from '../../../src-shared/grading/results.ts';
import { fileName } from '../result-store.ts';
import type { ReportFile, ReportWriter } from './report-file.ts';
import { shorten } from './words.ts';

/** Gradescope's `results.json`: at the top for one submission, in a folder each for a class. */
export const gradescopeReport: ReportWriter = function* (result): Generator<ReportFile> {
  for (const submission of result.submissions) {
    const folder = askedOf(result) === 1 ? '' : `${fileName(submission.name)}/`;
    const text = `${JSON.stringify(resultsJson(result, submission), undefined, 1)}\n`;
    yield { path: `gradescope/${folder}results.json`, text };
  }
};

function resultsJson({ rubric, seed }: GradingResult, submission: SubmissionResult): unknown {
  const { earned, undecided, problem, dialect, notes, checks } = submission;
  const undecidedText =
    undecided > 0 ? `${undecided} points could not be decided and wait for a person.` : undefined;
  const dialectText = dialect && `It answers ${dialect}.`;
  const output = [problem, undecidedText, dialectText, ...notes]
    .filter((line) => line !== undefined)
    .join('\n');
  return {
    score: earned,
    output: plainText(output),
    output_format: 'text',
    test_output_format: 'text',
    visibility: 'visible',
    stdout_visibility: 'hidden',
    extra_data: { rubric: rubric.id, seed },
    tests: checks.map((check, at) => test(submission, check, `${at + 1}`, counts(rubric, check))),
  };
}

function test(submission: SubmissionResult, check: CheckResult, number: string, counted: boolean): unknown {
  const { id, title, section, verdict, weight } = check;
  const most = counted ? weight : 0;
  const silent = verdict === 'pass' && overrideOf(submission, id) === undefined;
  const prefix = verdict === 'unknown' ? 'Could not be decided: ' : '';
  return {
    number,
    name: `${section}: ${title} (${id}${counted ? '' : ', no points'})`,
    // A test with a status and no points of its own is shown, and counts for nothing.
    score: verdict === 'pass' ? most : 0,
    max_score: most,
    ...(verdict === 'unknown' ? {} : { status: verdict === 'pass' ? 'passed' : 'failed' }),
    output: silent ? '' : shorten(`${prefix}${explain(submission, check)}`),
    visibility: 'visible',
  };
}
