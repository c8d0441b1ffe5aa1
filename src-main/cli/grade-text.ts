/** A graded submission as text. */
import type { CheckResult, Rubric, SubmissionResult, Verdict } from '../grader/index.ts';
import { counts } from '../grader/index.ts';
import type { Output } from './output.ts';

const WORDS: Readonly<Record<Verdict, string>> = { pass: 'PASS', fail: 'FAIL', unknown: 'UNKNOWN' };

export function writeSubmission(out: Output, rubric: Rubric, result: SubmissionResult): void {
  const { bold } = out.paint;
  const { name, earned, possible, undecided, problem, dialect, notes, checks } = result;
  const open = undecided > 0 ? ` (${undecided} undecided)` : '';
  out.line(bold(`${name}: ${earned} of ${possible} points${open}`));
  if (problem !== undefined) out.line(`  ${problem}`);
  if (dialect !== undefined) out.line(`  It answers ${dialect}.`);
  let section = '';
  for (const check of checks) {
    if (check.section !== section) {
      section = check.section;
      out.line('');
      out.line(`  ${bold(section)}`);
    }
    writeCheck(out, rubric, check, problem !== undefined);
  }
  if (notes.length > 0) out.line('');
  for (const note of notes) out.line(`  ${note}`);
  out.line('');
}

function writeCheck(out: Output, rubric: Rubric, check: CheckResult, briefly: boolean): void {
  const { id, title, verdict, weight, reason, hint, reproduce } = check;
  const points = counts(rubric, check) ? `${weight}` : 'beyond';
  out.line(`  ${WORDS[verdict].padEnd(7)} ${points.padStart(6)}  ${id.padEnd(24)} ${title}`);
  if (verdict === 'pass' || briefly) return;
  const indent = ' '.repeat(18);
  out.line(`${indent}${reason.replaceAll('\n', `\n${indent}`)}`);
  if (hint !== undefined) out.line(`${indent}hint: ${hint}`);
  for (const item of check.evidence) {
    if (item.kind === 'difference') for (const line of item.difference.lines) out.line(`${indent}${line}`);
  }
  out.line(`${indent}again: ${reproduce}`);
}
