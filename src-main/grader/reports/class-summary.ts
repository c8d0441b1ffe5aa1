/** What can be said of a class as a whole. */
import { counts, type GradingResult } from '../results.ts';

export interface ClassSummary {
  readonly graded: number;
  readonly mean: number;
  readonly median: number;
  readonly possible: number;
  /** How many have how much, from the least to the most, in tenths of what is possible. */
  readonly distribution: readonly { readonly from: number; readonly to: number; readonly count: number }[];
  /** The checks that count and were failed most often, most often first. */
  readonly mostFailed: readonly { readonly id: string; readonly title: string; readonly failed: number }[];
  /** Submissions that could not be run, and why. */
  readonly notRun: readonly { readonly name: string; readonly problem: string }[];
  /** Submissions with points that wait for a person. */
  readonly undecided: readonly { readonly name: string; readonly points: number }[];
}

const TENTHS = 10;
const MOST_FAILED = 15;

export function summarise({ rubric, submissions }: GradingResult): ClassSummary {
  const points = submissions.map(({ earned }) => earned).sort((a, b) => a - b);
  const possible = Math.max(0, ...submissions.map((submission) => submission.possible));
  const tenth = possible / TENTHS;
  const placeOf = (earned: number): number => Math.min(TENTHS - 1, Math.floor(earned / (tenth || 1)));
  const failed = new Map<string, { id: string; title: string; failed: number }>();
  for (const check of submissions.flatMap(({ checks }) => checks)) {
    if (check.verdict !== 'fail' || !counts(rubric, check)) continue;
    const { id, title } = check;
    failed.set(id, { id, title, failed: (failed.get(id)?.failed ?? 0) + 1 });
  }
  return {
    graded: submissions.length,
    mean: points.length === 0 ? 0 : points.reduce((sum, one) => sum + one, 0) / points.length,
    median: medianOf(points),
    possible,
    distribution: Array.from({ length: TENTHS }, (_, place) => ({
      from: place * tenth,
      to: (place + 1) * tenth,
      count: points.filter((earned) => placeOf(earned) === place).length,
    })),
    mostFailed: [...failed.values()].sort((a, b) => b.failed - a.failed).slice(0, MOST_FAILED),
    notRun: submissions.flatMap(({ name, problem }) => (problem === undefined ? [] : [{ name, problem }])),
    undecided: submissions.flatMap(({ name, undecided }) =>
      undecided > 0 ? [{ name, points: undecided }] : [],
    ),
  };
}

function medianOf(sorted: readonly number[]): number {
  const middle = sorted.length / 2;
  const above = sorted[Math.floor(middle)] ?? 0;
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? 0) + above) / 2 : above;
}
