/** A graded submission, and a class, as text. */
import { type ClassSummary, countWords } from '../../src-shared/grading/class-summary.ts';
import { overrideOf } from '../../src-shared/grading/override.ts';
import { plainLine, plainText } from '../../src-shared/grading/plain-text.ts';
import { isSaidAtTop } from '../../src-shared/grading/results.ts';
import type { CheckResult, Rubric, SubmissionResult, Verdict } from '../grader/index.ts';
import { counts } from '../grader/index.ts';
import type { Output } from './output.ts';

const WORDS: Readonly<Record<Verdict, string>> = { pass: 'PASS', fail: 'FAIL', unknown: 'UNKNOWN' };

const INDENT = ' '.repeat(18);
/** The longest bar of the distribution, in characters. */
const BAR = 40;

export function writeSubmission(out: Output, rubric: Rubric, result: SubmissionResult): void {
  const { bold } = out.paint;
  const { name, earned, possible, undecided, problem, dialect, notes } = result;
  // Why it could not be run is said once, not at each check.
  const isSaid = (check: CheckResult): boolean =>
    isSaidAtTop(result, check) && overrideOf(result, check.id) === undefined;
  const checks = result.checks.filter((check) => !isSaid(check));
  const open = undecided > 0 ? ` (${undecided} undecided)` : '';
  out.line(bold(`${plainLine(name)}: ${earned} of ${possible} points${open}`));
  if (problem !== undefined) out.line(`  ${plainText(problem).replaceAll('\n', '\n  ')}`);
  writeNotRun(out, result.checks.filter(isSaid));
  if (dialect !== undefined) out.line(`  It answers ${dialect}.`);
  let section = '';
  for (const check of checks) {
    if (check.section !== section) {
      section = check.section;
      out.line('');
      out.line(`  ${bold(section)}`);
    }
    writeCheck(out, rubric, check);
    const override = overrideOf(result, check.id);
    if (override)
      out.line(`${INDENT}overridden (the grader: ${WORDS[override.was]}): ${indented(override.reason)}`);
  }
  if (notes.length > 0) out.line('');
  for (const note of notes) out.line(`  ${plainText(note)}`);
  out.line('');
}

function writeNotRun(out: Output, checks: readonly CheckResult[]): void {
  const [first] = checks;
  if (first === undefined) return;
  const which = checks.length === 1 ? `${first.id} was` : `${checks.length} checks were`;
  out.line(`  ${WORDS[first.verdict].padEnd(7)} ${which} not run.`);
}

function writeCheck(out: Output, rubric: Rubric, check: CheckResult): void {
  const { id, title, verdict, weight, reason, hint, reproduce } = check;
  const points = counts(rubric, check) ? `${weight}` : 'beyond';
  out.line(`  ${WORDS[verdict].padEnd(7)} ${points.padStart(6)}  ${id.padEnd(24)} ${title}`);
  if (verdict === 'pass') return;
  out.line(`${INDENT}${indented(reason)}`);
  if (hint !== undefined) out.line(`${INDENT}hint: ${indented(hint)}`);
  for (const item of check.evidence) {
    if (item.kind === 'difference')
      for (const line of item.difference.lines) out.line(`${INDENT}${plainLine(line)}`);
  }
  out.line(`${INDENT}again: ${plainLine(reproduce)}`);
}

/** What most of a class got wrong, and who needs a person. */
export function writeSummary(out: Output, summary: ClassSummary): void {
  const { mean, median, possible, full, distribution, mostFailed, notRun, undecided } = summary;
  const { bold } = out.paint;
  const round = (points: number): number => Math.round(points * 100) / 100;
  out.line(bold(countWords(summary)));
  out.line(`  mean ${round(mean)}, median ${round(median)} of ${possible} points; all points: ${full}`);
  const most = Math.max(1, ...distribution.map(({ count }) => count));
  for (const { from, to, count } of distribution) {
    const bar = '#'.repeat(Math.ceil((count / most) * BAR));
    out.line(`  ${`${round(from)}–${round(to)}`.padStart(13)}  ${bar}${count > 0 ? ` ${count}` : ''}`);
  }
  writeList(
    out,
    'Failed most often',
    mostFailed,
    ({ id, failed, judged }) => `${failed} of ${judged}  ${id}`,
  );
  writeList(out, 'Could not be run', notRun, ({ name, problem }) => `${name}: ${problem}`);
  writeList(
    out,
    'Wait for a person',
    undecided,
    ({ name, points, reasons }) => `${name}: ${points} points: ${reasons.join('; ')}`,
  );
}

function writeList<T>(out: Output, title: string, items: readonly T[], text: (item: T) => string): void {
  if (items.length === 0) return;
  out.line('');
  out.line(`  ${out.paint.bold(title)}`);
  for (const item of items) out.line(`  ${plainLine(text(item))}`);
}

const indented = (text: string): string => plainText(text).replaceAll('\n', `\n${INDENT}`);
