import { plainText } from '../../../src-shared/grading/plain-text.ts';
import type { SubmissionResult } from '../../../src-shared/grading/results.ts';
import type { ReportWriter } from './report-file.ts';

/** A row a submission: points, then each check's verdict; and what stood in the way. */
export const csvReport: ReportWriter = ({ submissions }) => {
  const ids = [...new Set(submissions.flatMap(({ checks }) => checks.map(({ id }) => id)))];
  const head = ['name', 'earned', 'possible', 'undecided', 'problem', 'overridden', ...ids];
  const rows = submissions.map((submission) => row(submission, ids));
  return [
    { path: 'class.csv', text: [head, ...rows].map((cells) => `${cells.map(cell).join(',')}\r\n`).join('') },
  ];
};

function row(
  { name, earned, possible, undecided, problem, checks, overrides = [] }: SubmissionResult,
  ids: readonly string[],
): string[] {
  const verdicts = new Map(checks.map(({ id, verdict }) => [id, verdict]));
  const points = [earned, possible, undecided].map(String);
  return [
    name,
    ...points,
    problem ?? '',
    overrides.map(({ check }) => check).join(' '),
    ...ids.map((id) => verdicts.get(id) ?? ''),
  ];
}

/** A text that a spreadsheet would take for a formula gets an apostrophe in front: names come from students. */
function cell(value: string): string {
  const text = plainText(value);
  const plain = /^\s*[=+\-@\t\r\n＝＋－＠]/u.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
