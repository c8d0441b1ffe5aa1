/** The run as lines for a terminal: a table of medians, the goals, and what could not be measured. */
import type { GoalResult, Verdict } from './goals.ts';
import { type Machine, METRICS, type MetricId, type Outcome, type Results, SUBJECTS } from './results.ts';

export interface BenchReport {
  readonly type: 'bench';
  readonly quick: boolean;
  readonly rounds: number;
  readonly seconds: number;
  readonly machine: Machine;
  readonly results: Results;
  readonly goals: readonly GoalResult[];
}

const MARK: Readonly<Record<Verdict, string>> = { met: 'ok  ', missed: 'MISS', unknown: '?   ' };

/** The whole report, ready to be printed. */
export function renderReport(report: BenchReport): string {
  const { machine } = report;
  return [
    `${machine.model}, ${machine.cores} cores, ${machine.platform}, Node ${machine.node}; medians of up to ${report.rounds} rounds in ${Math.round(report.seconds)} s${report.quick ? ' (quick: too short to judge by)' : ''}`,
    '',
    ...renderTable(report.results),
    '',
    ...renderGoals(report.goals),
    ...renderNotes(report.results),
    '',
  ].join('\n');
}

function renderTable(results: Results): string[] {
  const metrics = keysOf(METRICS).filter((metric) => results[metric] !== undefined);
  const subjects = keysOf(SUBJECTS).filter((subject) => metrics.some((metric) => results[metric]?.[subject]));
  const head = ['', ...subjects.map((subject) => SUBJECTS[subject])];
  const body = metrics.map((metric) => [
    `${METRICS[metric].title}, ${METRICS[metric].unit}`,
    ...subjects.map((subject) => cellOf(metric, results[metric]?.[subject])),
  ]);
  const widths = head.map((_, column) => Math.max(...[head, ...body].map((row) => row[column]!.length)));
  return [head, ...body].map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!)))
      .join('  ')
      .trimEnd(),
  );
}

function cellOf(metric: MetricId, outcome: Outcome | undefined): string {
  if (outcome === undefined) return '-';
  if (outcome.kind !== 'measured') return outcome.kind;
  const text = formatValue(outcome.value, METRICS[metric].unit);
  return outcome.lost !== undefined && outcome.lost.count > 0 ? `${text} *` : text;
}

/** Whole numbers with separators; milliseconds with two digits, seconds with one. */
export function formatValue(value: number, unit: string): string {
  if (unit === 's') return value.toFixed(1);
  return unit === 'ms' ? value.toFixed(2) : Math.round(value).toLocaleString('en-US');
}

function renderGoals(goals: readonly GoalResult[]): string[] {
  const metric = (goal: GoalResult): string => METRICS[goal.metric].title;
  const width = Math.max(0, ...goals.map((goal) => metric(goal).length));
  return goals.map((goal) => {
    const actual = goal.actual === null ? 'not measured' : formatActual(goal.actual);
    return `${MARK[goal.verdict]}  ${metric(goal).padEnd(width)}  ${goal.text}: ${actual}`;
  });
}

const formatActual = (actual: number): string =>
  Math.abs(actual) < 20 ? actual.toFixed(2) : Math.round(actual).toLocaleString('en-US');

/** Losses, and why something is missing or failed, each said once. */
function renderNotes(results: Results): string[] {
  const notes = new Set<string>();
  for (const metric of keysOf(METRICS)) {
    for (const subject of keysOf(SUBJECTS)) {
      const outcome = results[metric]?.[subject];
      if (outcome === undefined) continue;
      if (outcome.kind !== 'measured') notes.add(`${SUBJECTS[subject]}: ${outcome.kind}: ${outcome.why}`);
      else if (outcome.lost !== undefined && outcome.lost.count > 0) {
        const { count, sent } = outcome.lost;
        const share = ((100 * count) / sent).toFixed(1);
        notes.add(
          `* ${SUBJECTS[subject]}, ${METRICS[metric].title}: ${count} of ${sent} updates (${share} %) never reached all five; only those that did are counted`,
        );
      }
    }
  }
  return notes.size === 0 ? [] : ['', ...notes];
}

function keysOf<K extends string>(table: Readonly<Record<K, unknown>>): K[] {
  return Object.keys(table) as K[];
}
