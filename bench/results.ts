/** What a run of the bench yields, as plain data: the terminal's table and `--json` are both made of it. */

/** The rows, in the order in which they are shown. */
export const METRICS = {
  'iamat-1x1': { title: 'IAMAT, 1 connection x 1', unit: '/s' },
  'iamat-50x1': { title: 'IAMAT, 50 connections x 1', unit: '/s' },
  'iamat-50x32': { title: 'IAMAT, 50 connections x 32', unit: '/s' },
  'updates-five': { title: 'updates known to all, five processes', unit: '/s' },
  'updates-one': { title: 'updates known to all, one process', unit: '/s' },
  'idle-five-p50': { title: 'idle until all know, five, p50', unit: 'ms' },
  'idle-five-p99': { title: 'idle until all know, five, p99', unit: 'ms' },
  'idle-one-p50': { title: 'idle until all know, one, p50', unit: 'ms' },
  'idle-one-p99': { title: 'idle until all know, one, p99', unit: 'ms' },
  memory: { title: 'memory for a known client', unit: 'bytes' },
  'window-usable': { title: 'window: cold start until usable', unit: 'ms' },
  'window-ready': { title: 'window: click until five servers are ready', unit: 'ms' },
  grading: { title: 'grading one right herd, all checks', unit: 's' },
} as const;
export type MetricId = keyof typeof METRICS;

/** The columns, in the order in which they are shown. */
export const SUBJECTS = {
  bare: 'bare Node',
  'ours-off': 'ours, log off',
  'ours-on': 'ours, log on',
  tuned: 'Twisted, tuned',
  batched: 'Twisted, batched',
  report: 'Twisted, 2016',
} as const;
export type SubjectId = keyof typeof SUBJECTS;

/** One measurement's outcome over all rounds. */
export type Outcome =
  | {
      readonly kind: 'measured';
      /** The median of the rounds. */
      readonly value: number;
      readonly rounds: readonly number[];
      /** Of all updates sent, how many did not reach every server. Absent where nothing is flooded. */
      readonly lost?: { readonly count: number; readonly sent: number };
    }
  /** The peer can't run here, which is nobody's fault. */
  | { readonly kind: 'missing'; readonly why: string }
  | { readonly kind: 'failed'; readonly why: string };

export type Results = Partial<Record<MetricId, Partial<Record<SubjectId, Outcome>>>>;

export interface Machine {
  readonly cores: number;
  readonly model: string;
  readonly node: string;
  readonly platform: string;
}

/** Puts an outcome in its place. */
export function record(results: Results, metric: MetricId, subject: SubjectId, outcome: Outcome): void {
  results[metric] = { ...results[metric], [subject]: outcome };
}

/** The median that was measured, or undefined. */
export function measuredValue(results: Results, metric: MetricId, subject: SubjectId): number | undefined {
  const outcome = results[metric]?.[subject];
  return outcome?.kind === 'measured' ? outcome.value : undefined;
}
