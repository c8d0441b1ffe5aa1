/** What can be said of a class as a whole. */
import { askedOf, type CheckResult, counts, type GradingResult, type PointRules } from './results.ts';

export interface ClassSummary {
  readonly graded: number;
  /** How many were to be graded: more than are where the run was interrupted. */
  readonly asked: number;
  readonly mean: number;
  readonly median: number;
  readonly possible: number;
  /** How many have every point. */
  readonly full: number;
  /** How many have how much, from the least to the most, in tenths of what is possible. */
  readonly distribution: readonly { readonly from: number; readonly to: number; readonly count: number }[];
  /** The checks that count and were failed most often, most often first. */
  readonly mostFailed: readonly FailedCheck[];
  /** Submissions that could not be run, and why. */
  readonly notRun: readonly { readonly name: string; readonly problem: string }[];
  /** Submissions with points that wait for a person, and what stood in the way: each thing once. */
  readonly undecided: readonly {
    readonly name: string;
    readonly points: number;
    readonly reasons: readonly string[];
  }[];
}

export interface FailedCheck {
  readonly id: string;
  readonly title: string;
  readonly failed: number;
  /** Of how many that it was decided for. */
  readonly judged: number;
}

const TENTHS = 10;
const MOST_FAILED = 15;

export function summarise(result: GradingResult): ClassSummary {
  const { rubric, submissions } = result;
  const points = submissions.map(({ earned }) => earned).sort((a, b) => a - b);
  const possible = Math.max(0, ...submissions.map((submission) => submission.possible));
  const tenth = possible / TENTHS;
  const placeOf = (earned: number): number => Math.min(TENTHS - 1, Math.floor(earned / (tenth || 1)));
  return {
    graded: submissions.length,
    asked: askedOf(result),
    mean: points.length === 0 ? 0 : points.reduce((sum, one) => sum + one, 0) / points.length,
    median: medianOf(points),
    possible,
    full: submissions.filter(({ earned, problem }) => problem === undefined && earned >= possible).length,
    distribution: Array.from({ length: TENTHS }, (_, place) => ({
      from: place * tenth,
      to: (place + 1) * tenth,
      count: points.filter((earned) => placeOf(earned) === place).length,
    })),
    mostFailed: mostFailed({ rubric, submissions }),
    notRun: submissions.flatMap(({ name, problem }) => (problem === undefined ? [] : [{ name, problem }])),
    undecided: submissions.flatMap(({ name, undecided, checks }) =>
      undecided > 0 ? [{ name, points: undecided, reasons: obstacles(rubric, checks) }] : [],
    ),
  };
}

/** `10 submissions`, or `3 of 10 submissions`: sums of a part are to be taken for nothing else. */
export function countWords({ graded, asked }: Pick<ClassSummary, 'graded' | 'asked'>): string {
  const of = graded === asked ? '' : `${graded} of `;
  return `${of}${asked} ${asked === 1 ? 'submission' : 'submissions'}`;
}

/** Of a submission that could not be run every check failed, which says nothing about the check. */
function mostFailed({ rubric, submissions }: Pick<GradingResult, 'rubric' | 'submissions'>): FailedCheck[] {
  const table = new Map<string, FailedCheck>();
  const ran = submissions.filter(({ problem }) => problem === undefined);
  for (const check of ran.flatMap(({ checks }) => checks)) {
    const { id, title, verdict } = check;
    if (verdict === 'unknown' || !counts(rubric, check)) continue;
    const { failed, judged } = table.get(id) ?? { failed: 0, judged: 0 };
    table.set(id, { id, title, failed: failed + (verdict === 'fail' ? 1 : 0), judged: judged + 1 });
  }
  const failed = [...table.values()].filter((check) => check.failed > 0);
  return failed.sort((a, b) => b.failed - a.failed).slice(0, MOST_FAILED);
}

/** What stood in the way of the checks that could not be decided. */
const obstacles = (rubric: PointRules, checks: readonly CheckResult[]): string[] => [
  ...new Set(
    checks.flatMap((check) => (check.verdict === 'unknown' && counts(rubric, check) ? check.reason : [])),
  ),
];

function medianOf(sorted: readonly number[]): number {
  const middle = sorted.length / 2;
  const above = sorted[Math.floor(middle)] ?? 0;
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? 0) + above) / 2 : above;
}
