import { explain, overrideText, shortReason } from '../../../src-shared/grading/evidence-text.ts';
import { overrideOf } from '../../../src-shared/grading/override.ts';
import { plainText } from '../../../src-shared/grading/plain-text.ts';
import {
  type CheckResult,
  counts,
  type GradingResult,
  type SubmissionResult,
} from '../../../src-shared/grading/results.ts';
import { type Markup, markup } from './markup.ts';
import type { ReportWriter } from './report-file.ts';
import { shorten } from './words.ts';

/**
 * JUnit XML: a suite a submission, a case a check. What is unknown, or gives no points, is skipped, never failed. Why a
 * submission could not be run stands once, as its suite's `system-err`.
 */
export const junitReport: ReportWriter = (result) => [{ path: 'junit.xml', text: pieces(result) }];

function* pieces(result: GradingResult): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield `${markup`<testsuites name="${result.rubric.title}">`}\n`;
  for (const submission of result.submissions) yield `${suite(result, submission)}\n`;
  yield '</testsuites>\n';
}

type Ending = 'pass' | 'fail' | 'skipped';

const endingOf = ({ rubric }: GradingResult, check: CheckResult): Ending => {
  if (check.verdict === 'pass') return 'pass';
  return check.verdict === 'fail' && counts(rubric, check) ? 'fail' : 'skipped';
};

function suite(result: GradingResult, submission: SubmissionResult): Markup {
  const { name, checks, problem } = submission;
  const count = (ending: Ending): number =>
    checks.filter((check) => endingOf(result, check) === ending).length;
  const seconds = checks.reduce((sum, check) => sum + check.seconds, 0).toFixed(3);
  return markup`<testsuite name="${name}" tests="${checks.length}" failures="${count('fail')}" errors="0" skipped="${count('skipped')}" time="${seconds}">
${checks.map((check) => testCase(submission, check, endingOf(result, check)))}${
  problem !== undefined &&
  markup`<system-err>${shorten(plainText(problem))}</system-err>
`
}</testsuite>`;
}

function testCase(submission: SubmissionResult, check: CheckResult, ending: Ending): Markup {
  const { id, section, seconds } = check;
  return markup`<testcase classname="${submission.name}.${section}" name="${id}" time="${seconds.toFixed(3)}">${outcome(submission, check, ending)}</testcase>
`;
}

function outcome(submission: SubmissionResult, check: CheckResult, ending: Ending): Markup {
  const override = overrideOf(submission, check.id);
  switch (ending) {
    case 'pass':
      return markup`${override && markup`<system-out>${overrideText(override)}</system-out>`}`;
    case 'skipped':
      return markup`<skipped message="${shortReason(submission, check)}"/>`;
    case 'fail':
      return markup`<failure message="${shortReason(submission, check)}">${shorten(explain(submission, check))}</failure>`;
  }
}
