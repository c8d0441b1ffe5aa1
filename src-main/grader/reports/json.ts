import { summarise } from '../../../src-shared/grading/class-summary.ts';
import {
  askedOf,
  type CheckResult,
  type GradingResult,
  type SubmissionResult,
} from '../../../src-shared/grading/results.ts';
import type { ReportWriter } from './report-file.ts';

/** The result and, of a class, its summary. */
export const jsonReport: ReportWriter = (result) => [
  { path: 'results.json', text: resultPieces(result) },
  ...(askedOf(result) > 1 ? [{ path: 'summary.json', text: `${jsonText(summarise(result), 1)}\n` }] : []),
];

/**
 * A whole result as JSON text, a line a submission. What was seen of a check that passed is left out, unless a person
 * overrode it: it is most of all evidence, and nobody's question.
 */
export function* resultPieces({ submissions, ...head }: GradingResult): Generator<string> {
  yield `${jsonText(head).slice(0, -1)},"submissions":[\n`;
  for (const [i, submission] of submissions.entries()) {
    yield `${i === 0 ? '' : ',\n'}${jsonText(withoutPassedEvidence(submission))}`;
  }
  yield '\n]}\n';
}

/** What reports need of a result: of what passed, evidence only where a person decided otherwise. */
export function withoutPassedEvidence(submission: SubmissionResult): SubmissionResult {
  const overridden = new Set(submission.overrides?.map(({ check }) => check));
  const checks = submission.checks.map((check): CheckResult => {
    const keep = check.verdict !== 'pass' || overridden.has(check.id);
    return keep ? check : { ...check, evidence: [] };
  });
  return { ...submission, checks };
}

/** What JSON may leave as it is although it acts on a terminal, or turns a line round, where someone looks at it. */
const ACTING = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** The same value, such characters as escapes: they stand in texts only. */
const jsonText = (value: unknown, indent?: number): string =>
  JSON.stringify(value, undefined, indent).replace(
    ACTING,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
