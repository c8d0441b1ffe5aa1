/** What the herd promises about its speed, as ratios within one run, and whether a run kept it. */
import { METRICS, type MetricId, measuredValue, type Results, SUBJECTS, type SubjectId } from './results.ts';

interface Goal {
  readonly id: string;
  readonly metric: MetricId;
  readonly ours: SubjectId;
  /** Absent: the goal is about our value itself. */
  readonly peer?: { readonly subject: SubjectId; readonly metric: MetricId };
  readonly bound: { readonly atLeast: number } | { readonly atMost: number };
}

/**
 * The log is on where the peer's is. Twisted herds are five processes; ours is held to them in five and in one.
 * No goal is set against the batched Twisted herd: its column stands in the table for who wants the ratio.
 */
export const GOALS: readonly Goal[] = [
  against('iamat-50x32', 'ours-off', 'bare', { atLeast: 0.45 }),
  against('iamat-50x32', 'ours-on', 'report', { atLeast: 10 }),
  against('iamat-50x1', 'ours-off', 'bare', { atLeast: 0.85 }),
  against('updates-five', 'ours-on', 'report', { atLeast: 150 }),
  against('updates-five', 'ours-off', 'tuned', { atLeast: 2.5 }),
  against('updates-one', 'ours-on', 'report', { atLeast: 150 }, 'updates-five'),
  against('updates-one', 'ours-off', 'tuned', { atLeast: 2.5 }, 'updates-five'),
  against('idle-five-p99', 'ours-off', 'tuned', { atMost: 1 }),
  against('idle-one-p99', 'ours-off', 'tuned', { atMost: 1 }, 'idle-five-p99'),
  { id: 'memory/ours-off', metric: 'memory', ours: 'ours-off', bound: { atMost: 300 } },
  { id: 'grading/ours-on', metric: 'grading', ours: 'ours-on', bound: { atMost: 60 } },
];

function against(
  metric: MetricId,
  ours: SubjectId,
  peer: SubjectId,
  bound: Goal['bound'],
  peerMetric: MetricId = metric,
): Goal {
  return {
    id: `${metric}/${ours}/${peer}`,
    metric,
    ours,
    peer: { subject: peer, metric: peerMetric },
    bound,
  };
}

export type Verdict = 'met' | 'missed' | 'unknown';

export interface GoalResult {
  readonly id: string;
  readonly metric: MetricId;
  readonly text: string;
  readonly verdict: Verdict;
  /** The ratio, or our value where there is no peer. Null: not measured. */
  readonly actual: number | null;
}

/** Each goal that this run had something to say about. */
export function judge(results: Results): GoalResult[] {
  return GOALS.filter((goal) => results[goal.metric] !== undefined).map((goal) => {
    const actual = actualOf(goal, results);
    return {
      id: goal.id,
      metric: goal.metric,
      text: textOf(goal),
      verdict: actual === undefined ? 'unknown' : keeps(goal, actual) ? 'met' : 'missed',
      actual: actual ?? null,
    };
  });
}

function actualOf(goal: Goal, results: Results): number | undefined {
  const ours = measuredValue(results, goal.metric, goal.ours);
  if (goal.peer === undefined || ours === undefined) return ours;
  const theirs = measuredValue(results, goal.peer.metric, goal.peer.subject);
  return theirs === undefined ? undefined : ours / theirs;
}

/** A NaN or a division by nothing keeps no goal. */
function keeps(goal: Goal, actual: number): boolean {
  if (!Number.isFinite(actual)) return false;
  return 'atLeast' in goal.bound ? actual >= goal.bound.atLeast : actual <= goal.bound.atMost;
}

function textOf(goal: Goal): string {
  const bound = 'atLeast' in goal.bound ? `at least ${goal.bound.atLeast}` : `at most ${goal.bound.atMost}`;
  const of = goal.peer === undefined ? ` ${METRICS[goal.metric].unit}` : ` x ${SUBJECTS[goal.peer.subject]}`;
  return `${SUBJECTS[goal.ours]}: ${bound}${of}`;
}
