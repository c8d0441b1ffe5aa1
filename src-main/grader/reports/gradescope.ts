import { fileName } from '../result-store.ts';
import { type CheckResult, counts, type GradingResult, type SubmissionResult } from '../results.ts';
import { explain } from './evidence-text.ts';
import type { ReportFile, ReportWriter } from './report-file.ts';

/** What Gradescope shows of a text; more makes its page slow. */
const MOST_TEXT = 20_000;

/** Gradescope's `results.json`: at the top for one submission, in a folder each for a class. */
export const gradescopeReport: ReportWriter = (result) =>
  result.submissions.map((submission): ReportFile => {
    const folder = result.submissions.length === 1 ? '' : `${fileName(submission.name)}/`;
    const text = `${JSON.stringify(resultsJson(result, submission), undefined, 1)}\n`;
    return { path: `gradescope/${folder}results.json`, text };
  });

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
    output,
    visibility: 'visible',
    stdout_visibility: 'hidden',
    extra_data: { rubric: rubric.id, seed },
    tests: checks.map((check, at) => test(check, `${at + 1}`, counts(rubric, check))),
  };
}

function test(check: CheckResult, number: string, counted: boolean): unknown {
  const { id, title, section, verdict, weight } = check;
  const most = counted ? weight : 0;
  const prefix = verdict === 'unknown' ? 'Could not be decided: ' : '';
  return {
    number,
    name: `${section}: ${title} (${id})`,
    // A test with a status and no points of its own is shown, and counts for nothing.
    score: verdict === 'pass' ? most : 0,
    max_score: most,
    ...(verdict === 'unknown' ? {} : { status: verdict === 'pass' ? 'passed' : 'failed' }),
    output: verdict === 'pass' ? '' : `${prefix}${explain(check)}`.slice(0, MOST_TEXT),
    visibility: 'visible',
  };
}
