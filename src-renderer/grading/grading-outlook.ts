/** What the list's buttons would do to the last run. Pure. */
import { type GradingRun, isOpen } from '../../src-shared/grading/grading-run.ts';

/** Whether there is anything to go on with: something is not graded, could not be run here, or is not in the run yet. */
export function canGoOn(run: GradingRun | null, paths: readonly string[]): boolean {
  if (!run?.plan || run.end === null) return false;
  const known = new Set(run.submissions.map(({ path }) => path));
  return run.submissions.some(isOpen) || paths.some((path) => !known.has(path));
}

/** What would be gone with the run; undefined: nothing that isn't in reports already. */
export interface Loss {
  readonly graded: number;
  /** Verdicts that are a person's. */
  readonly overridden: number;
  readonly exported: boolean;
}

export function lossOf(run: GradingRun | null): Loss | undefined {
  const graded = run?.submissions.filter(({ state }) => state === 'graded') ?? [];
  const overridden = graded.reduce((sum, one) => sum + one.overridden.length, 0);
  const exported = run?.exported === true;
  return graded.length === 0 || (exported && overridden === 0)
    ? undefined
    : { graded: graded.length, overridden, exported };
}
