/** Whether a grading is worth its time: only one that found a right herd right has a figure. */
import type { GradingResult } from '../../src-shared/grading/results.ts';

/** What the README promises by “every check”: fewer are not the same work. */
const LEAST_CHECKS = 60;

/** What is wrong with a grading as `herd grade --json` prints it; undefined: nothing. */
export function faultOf(printed: string): string | undefined {
  const checks = checksOf(printed);
  if (checks === undefined) return `herd grade gave no result: ${printed.trim().slice(0, 300)}`;
  if (checks.length < LEAST_CHECKS)
    return `herd grade ran ${checks.length} checks, fewer than ${LEAST_CHECKS}`;
  // What goes beyond the spec this herd needn't do.
  const wrong = checks.filter(({ beyond, verdict }) => verdict !== 'pass' && !(beyond && verdict === 'fail'));
  if (wrong.length === 0) return undefined;
  return `the right herd did not pass: ${wrong.map(({ id, verdict }) => `${id} ${verdict}`).join(', ')}`;
}

function checksOf(printed: string): GradingResult['submissions'][number]['checks'] | undefined {
  try {
    return (JSON.parse(printed) as GradingResult).submissions[0]?.checks;
  } catch {
    return undefined;
  }
}
