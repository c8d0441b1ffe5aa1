/** A person's verdict in the place of the grader's: with a reason, kept beside what the grader found. */
import { closestName } from '../closest-name.ts';
import { HerdError } from '../errors.ts';
import {
  type GradingResult,
  type Override,
  type OverrideRecord,
  type PointRules,
  pointsOf,
  type SubmissionResult,
} from './results.ts';
import type { Verdict } from './verdict.ts';

/** Longer reasons belong in a letter. */
export const LONGEST_REASON = 2_000;

/** Of a check, the person's decision; undefined: the grader's verdict stands. */
export const overrideOf = ({ overrides = [] }: SubmissionResult, check: string): OverrideRecord | undefined =>
  overrides.find((one) => one.check === check);

/**
 * The submission with one verdict overridden and its points counted anew. A second one for the same check takes the
 * first one's place; what the grader found is kept through all of them.
 * @throws HerdError OVERRIDE_INVALID when there is no such check or no reason
 */
export function overrideCheck(
  rubric: PointRules,
  submission: SubmissionResult,
  override: Override,
): SubmissionResult {
  const { check: id, verdict } = override;
  const reason = override.reason.trim();
  const where = `${submission.name}: ${id}`;
  if (reason === '') throw new HerdError('OVERRIDE_INVALID', { where, problem: 'it has no reason' });
  if (reason.length > LONGEST_REASON) {
    const problem = `its reason is longer than ${LONGEST_REASON} characters`;
    throw new HerdError('OVERRIDE_INVALID', { where, problem });
  }
  const was = graderVerdict(submission, id);
  const record: OverrideRecord = { ...override, reason, was };
  const others = (submission.overrides ?? []).filter((one) => one.check !== id);
  return { ...withVerdict(rubric, submission, id, verdict), overrides: [...others, record] };
}

/** The submission with the grader's own verdict in force again. @throws HerdError OVERRIDE_INVALID: no such check */
export function withdrawOverride(
  rubric: PointRules,
  submission: SubmissionResult,
  check: string,
): SubmissionResult {
  const { overrides: before = [], ...own } = submission;
  const judged = withVerdict(rubric, own, check, graderVerdict(submission, check));
  const overrides = before.filter((one) => one.check !== check);
  return overrides.length === 0 ? judged : { ...judged, overrides };
}

/** One verdict of a whole result overridden. @throws HerdError OVERRIDE_INVALID: no such submission or check, no reason */
export const applyOverride = (result: GradingResult, submission: string, override: Override): GradingResult =>
  changeSubmission(result, submission, (one) => overrideCheck(result.rubric, one, override));

/** One verdict of a whole result as the grader found it. @throws HerdError OVERRIDE_INVALID: no such submission or check */
export const removeOverride = (result: GradingResult, submission: string, check: string): GradingResult =>
  changeSubmission(result, submission, (one) => withdrawOverride(result.rubric, one, check));

function changeSubmission(
  result: GradingResult,
  name: string,
  change: (submission: SubmissionResult) => SubmissionResult,
): GradingResult {
  const names = result.submissions.map((one) => one.name);
  if (!names.includes(name)) throw unknownName(name, 'submission', names);
  const submissions = result.submissions.map((one) => (one.name === name ? change(one) : one));
  return { ...result, submissions };
}

function graderVerdict(submission: SubmissionResult, id: string): Verdict {
  const check = submission.checks.find((one) => one.id === id);
  if (check === undefined) {
    throw unknownName(
      id,
      'check',
      submission.checks.map((one) => one.id),
    );
  }
  return overrideOf(submission, id)?.was ?? check.verdict;
}

function withVerdict(
  rubric: PointRules,
  submission: SubmissionResult,
  id: string,
  verdict: Verdict,
): SubmissionResult {
  const checks = submission.checks.map((check) => (check.id === id ? { ...check, verdict } : check));
  return { ...submission, ...pointsOf(rubric, checks), checks };
}

function unknownName(name: string, kind: 'submission' | 'check', known: readonly string[]): HerdError {
  const meant = closestName(name, known);
  return new HerdError('OVERRIDE_INVALID', {
    where: name,
    problem: `no ${kind} of that name was graded`,
    ...(meant === undefined ? {} : { meant: `Did you mean ${meant}?` }),
  });
}
