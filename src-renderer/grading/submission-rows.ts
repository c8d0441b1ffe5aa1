/** The rows of the list: what is chosen and what the run has, in one order, with the state of each. Pure. */
import type { GradingRun, SubmissionRun } from '../../src-shared/grading/grading-run.ts';
import { counts } from '../../src-shared/grading/results.ts';
import type { Verdict } from '../../src-shared/grading/verdict.ts';
import type { Look } from './verdict-look.tsx';

export interface SubmissionRow {
  readonly path: string;
  readonly name: string;
  readonly look: Look;
  /** What the run has of it; undefined: it is not in the run. */
  readonly one: SubmissionRun | undefined;
}

export function submissionRows(paths: readonly string[], run: GradingRun | null): SubmissionRow[] {
  const known = new Map(run?.submissions.map((one) => [one.path, one]));
  const all = [...new Set([...(run?.submissions.map(({ path }) => path) ?? []), ...paths])];
  return all.map((path) => {
    const one = known.get(path);
    return { path, one, name: one?.name ?? nameOf(path), look: lookOf(run, one) };
  });
}

/** A file's name, from either kind of path. */
export const nameOf = (path: string): string => path.split(/[/\\]/).findLast((part) => part !== '') ?? path;

function lookOf(run: GradingRun | null, one: SubmissionRun | undefined): Look {
  if (!run || !one) return 'new';
  if (one.state === 'graded') return verdictOf(run, one);
  if (run.end === null) return one.state;
  return one.state === 'running' ? 'interrupted' : 'new';
}

/** Over everything that counts, as the command line has it: what this machine could not run is not failed. */
function verdictOf({ plan }: GradingRun, { problem, verdicts }: SubmissionRun): Verdict {
  const checks = plan?.checks ?? [];
  const counting = checks.filter((check) => plan && counts(plan.rubric, check));
  // What could not be run is not passed because nothing of it counts.
  const decisive = counting.length === 0 && problem !== null ? checks : counting;
  const found = decisive.flatMap(({ id }) => verdicts[id] ?? []);
  if (found.includes('fail')) return 'fail';
  return found.includes('unknown') ? 'unknown' : 'pass';
}
