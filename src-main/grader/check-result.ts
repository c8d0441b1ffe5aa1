/** What is kept of a check: an outcome, with what the rubric says of it and how a person runs it again. */
import { toErrorData } from '../../src-shared/errors.ts';
import type { Evidence } from '../../src-shared/grading/evidence.ts';
import { type CheckResult, pointsOf, type SubmissionResult } from '../../src-shared/grading/results.ts';
import { findCheck } from './checks/index.ts';
import type { Rubric, RubricCheck } from './rubric.ts';
import type { Outcome } from './run-check.ts';
import type { Submission } from './submission.ts';
import { SubmissionProblem } from './submission-problem.ts';
import { CheckFailure, type CheckUnknown, type Verdict } from './verdict.ts';

export interface ResultOptions {
  /** How a person runs one check again. */
  readonly reproduce: (check: string) => string;
}

export function toResult(
  { reproduce }: ResultOptions,
  { id, section, says, weight, beyond }: RubricCheck,
  { verdict, reason, hint, evidence, hindered }: Outcome,
  attempts: number,
  seconds: number,
): CheckResult {
  const common = { id, title: findCheck(id)?.title ?? id, section, says, verdict, weight, beyond, reason };
  const hinted = hint === undefined ? {} : { hint };
  const open = hindered && verdict === 'unknown' ? { hindered } : {};
  const noted = attempts > 1 ? [...evidence, laterAttempt(attempts)] : evidence;
  return { ...common, ...hinted, ...open, evidence: noted, attempts, seconds, reproduce: reproduce(id) };
}

/** What the command does first is what the first attempt did, of which nothing could be said. */
const laterAttempt = (attempts: number): Evidence => ({
  kind: 'note',
  text: `This was seen at attempt ${attempts}. Run again, the check begins with the clients and servers of the first.`,
});

export interface SubmissionOptions extends ResultOptions {
  readonly submission: Submission;
  readonly rubric: Rubric;
  /** Those that were to run. */
  readonly checks: readonly RubricCheck[];
}

/** Of a submission none of whose checks counts, because of what was thrown: its own problem or, undecided, ours. */
export function problemResult(options: SubmissionOptions, thrown: unknown): SubmissionResult {
  const { submission, rubric, checks } = options;
  const { message: problem, verdict } = thrown instanceof SubmissionProblem ? thrown : brokenOff(thrown);
  const reason = `it could not be run: ${problem}`;
  const results = checks.map((check) => notRun(options, check, verdict, reason));
  const { name, path } = submission;
  return { name, path, ...pointsOf(rubric, results), problem, notes: [], checks: results };
}

/** What nobody expected is nobody's loss. */
function brokenOff(thrown: unknown): SubmissionProblem {
  const { what, why } = toErrorData(thrown);
  return new SubmissionProblem(
    `its grading broke off, through no fault of its own: ${what} ${why}`,
    'unknown',
  );
}

/** Of a check that was never begun. */
export function notRun(
  options: ResultOptions,
  check: RubricCheck,
  verdict: Verdict,
  reason: string,
  more: Pick<Outcome, 'hindered'> = {},
): CheckResult {
  return toResult(options, check, { verdict, reason, evidence: [], ...more }, 0, 0);
}

export const verdictBy = (thrown: CheckFailure | CheckUnknown): Verdict =>
  thrown instanceof CheckFailure ? 'fail' : 'unknown';
