/** What is kept of a check: an outcome, with what the rubric says of it and how a person runs it again. */
import type { CheckResult } from '../../src-shared/grading/results.ts';
import { findCheck } from './checks/index.ts';
import type { RubricCheck } from './rubric.ts';
import type { Outcome } from './run-check.ts';
import { CheckFailure, type CheckUnknown, type Verdict } from './verdict.ts';

export interface ResultOptions {
  /** How a person runs one check again. */
  readonly reproduce: (check: string) => string;
}

export function toResult(
  { reproduce }: ResultOptions,
  { id, section, says, weight, beyond }: RubricCheck,
  { verdict, reason, hint, evidence }: Outcome,
  attempts: number,
  seconds: number,
): CheckResult {
  const common = { id, title: findCheck(id)?.title ?? id, section, says, verdict, weight, beyond, reason };
  const hinted = hint === undefined ? {} : { hint };
  return { ...common, ...hinted, evidence, attempts, seconds, reproduce: reproduce(id) };
}

/** Of a check that was never begun. */
export function notRun(
  options: ResultOptions,
  check: RubricCheck,
  verdict: Verdict,
  reason: string,
): CheckResult {
  return toResult(options, check, { verdict, reason, evidence: [] }, 0, 0);
}

export const verdictBy = (thrown: CheckFailure | CheckUnknown): Verdict =>
  thrown instanceof CheckFailure ? 'fail' : 'unknown';
