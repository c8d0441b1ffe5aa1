/** What comes out of grading, as data. Reports are made from this and nothing else. */
import type { Topology } from '../../src-shared/topology/topology.ts';
import type { Evidence } from './evidence.ts';
import type { Rubric, RubricCheck } from './rubric.ts';
import type { Verdict } from './verdict.ts';

export interface CheckResult {
  readonly id: string;
  readonly title: string;
  readonly section: string;
  readonly says: string;
  readonly verdict: Verdict;
  readonly weight: number;
  readonly beyond: boolean;
  /** One sentence; empty: it passed. */
  readonly reason: string;
  readonly hint?: string;
  readonly evidence: readonly Evidence[];
  /** How often it was run: more than once when nothing could be said. */
  readonly attempts: number;
  readonly seconds: number;
  /** The command that runs just this check again in the same way. */
  readonly reproduce: string;
}

export interface SubmissionResult {
  readonly name: string;
  readonly path: string;
  /** Points of what passed. */
  readonly earned: number;
  /** Points of everything that counts. */
  readonly possible: number;
  /** Points of what could not be decided: neither earned nor lost. */
  readonly undecided: number;
  /** What kind of client this herd answers, in words. */
  readonly dialect?: string;
  /** Why it could not be run at all. */
  readonly problem?: string;
  /** What was noticed beside the checks. */
  readonly notes: readonly string[];
  readonly checks: readonly CheckResult[];
}

export interface GradingResult {
  readonly schema: 1;
  readonly rubric: Pick<Rubric, 'id' | 'title' | 'countsBeyond'>;
  readonly topology: Pick<Topology, 'id' | 'title' | 'links'> & { readonly servers: readonly string[] };
  readonly seed: number;
  readonly submissions: readonly SubmissionResult[];
}

/** What of a rubric decides which points count. */
export type PointRules = Pick<Rubric, 'countsBeyond'>;

/** Whether a check gives points. */
export const counts = (rubric: PointRules, { beyond }: Pick<RubricCheck, 'beyond'>): boolean =>
  rubric.countsBeyond || !beyond;

export function pointsOf(
  rubric: PointRules,
  checks: readonly Pick<CheckResult, 'verdict' | 'weight' | 'beyond'>[],
): Pick<SubmissionResult, 'earned' | 'possible' | 'undecided'> {
  const sum = (wanted: (verdict: Verdict) => boolean): number =>
    round(
      checks.reduce(
        (points, check) => points + (counts(rubric, check) && wanted(check.verdict) ? check.weight : 0),
        0,
      ),
    );
  return {
    earned: sum((verdict) => verdict === 'pass'),
    possible: sum(() => true),
    undecided: sum((verdict) => verdict === 'unknown'),
  };
}

/** Sums of decimal weights, without the dust of binary fractions. */
const round = (points: number): number => Math.round(points * 1_000) / 1_000;

/** The verdict over everything that counts: for exit codes and for a glance. */
export function verdictOf(rubric: PointRules, { checks, problem }: SubmissionResult): Verdict {
  const verdicts = checks.filter((check) => counts(rubric, check)).map(({ verdict }) => verdict);
  if (problem !== undefined || verdicts.includes('fail')) return 'fail';
  return verdicts.includes('unknown') ? 'unknown' : 'pass';
}
