/** A run's result as people read it: on a terminal, in a text file, in Markdown; and as JSON. */
import type { RunResult } from './run-scenario.ts';
import type { Entry } from './transcript.ts';

/** What a report is painted with; plain text where nothing paints. */
export interface ReportPaint {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  green(text: string): string;
  yellow(text: string): string;
}

const PLAIN: ReportPaint = {
  bold: (text) => text,
  dim: (text) => text,
  red: (text) => text,
  green: (text) => text,
  yellow: (text) => text,
};

const MEANING = {
  pass: 'everything was as expected',
  fail: 'the herd did not do what was expected',
  unknown: 'nothing can be said about the herd',
} as const;

/** One entry as a line: `>` sent, `<` received, `=` as expected, `!` not as expected, `*` done. */
function entryLine(entry: Entry, paint: ReportPaint): string {
  const block = entry.block === undefined ? '' : `[${entry.block}] `;
  const indent = '  '.repeat(entry.depth);
  switch (entry.kind) {
    case 'step': {
      const note = entry.note === undefined ? '' : paint.dim(`  # ${entry.note}`);
      return `${indent}${block}${paint.dim(`line ${entry.line}:`)} ${paint.bold(entry.text)}${note}`;
    }
    case 'did':
      return `${indent}  ${block}* ${entry.text}`;
    case 'sent':
      return `${indent}  ${block}> ${entry.server}: ${entry.bytes}`;
    case 'got':
      return `${indent}  ${block}< ${entry.server}: ${entry.bytes}`;
    case 'expected':
      return `${indent}  ${block}${entry.ok ? paint.green(`= ${entry.text}`) : paint.red(`! expected: ${entry.text}`)}`;
  }
}

function verdictLines({ verdict, trouble, tookMs }: RunResult, paint: ReportPaint): string[] {
  const colour = { pass: paint.green, fail: paint.red, unknown: paint.yellow }[verdict];
  const lines = [
    `${colour(paint.bold(verdict.toUpperCase()))}  ${MEANING[verdict]} (${(tookMs / 1000).toFixed(1)} s)`,
  ];
  if (!trouble) return lines;
  if (trouble.step) lines.push(`  at line ${trouble.step.line}: ${trouble.step.text}`);
  lines.push(`  ${trouble.problem}`);
  for (const line of trouble.wrong?.lines ?? []) lines.push(`    ${line}`);
  if (trouble.error) {
    if (trouble.error.what !== trouble.problem) lines.push(`  ${trouble.error.what}`);
    lines.push(
      `  why:  ${trouble.error.why.replaceAll('\n', '\n        ')}`,
      `  next: ${trouble.error.next}`,
    );
  }
  return lines;
}

const titleOf = ({ scenario, title, topology, seed }: RunResult): string =>
  `${scenario}: ${title} (topology ${topology}, seed ${seed})`;

function transcriptLines(result: RunResult, paint: ReportPaint): string[] {
  const lines = result.transcript.map((entry) => entryLine(entry, paint));
  if (result.leftOut > 0) lines.push(`(${result.leftOut} more entries were left out)`);
  return lines;
}

/** The whole report: title, transcript, verdict. */
export function textReport(result: RunResult, paint: ReportPaint = PLAIN): string {
  const lines = [
    paint.bold(titleOf(result)),
    ...transcriptLines(result, paint),
    '',
    ...verdictLines(result, paint),
  ];
  return `${lines.join('\n')}\n`;
}

export function markdownReport(result: RunResult): string {
  const { scenario, verdict, startedAt } = result;
  const transcript = transcriptLines(result, PLAIN);
  const fence = fenceFor(transcript.join('\n'));
  return [
    `# ${scenario}: ${verdict}`,
    '',
    `${titleOf(result)}, ${startedAt}`,
    '',
    fence,
    ...verdictLines(result, PLAIN),
    fence,
    '',
    '## Transcript',
    '',
    fence,
    ...transcript,
    fence,
    '',
  ].join('\n');
}

/** A fence that nothing in the text can close: what servers send is hostile. */
function fenceFor(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  return '`'.repeat(longest + 1);
}

export const jsonReport = (result: RunResult): string => `${JSON.stringify(result, undefined, 2)}\n`;

const WRITERS: Readonly<Record<string, (result: RunResult) => string>> = {
  '.json': jsonReport,
  '.txt': (result) => textReport(result),
  '.md': markdownReport,
};

/** The endings of report files that can be written. */
export const REPORT_ENDINGS: readonly string[] = Object.keys(WRITERS);

/** How a report file with this ending is written; undefined for an unknown one. */
export const reportWriter = (ending: string): ((result: RunResult) => string) | undefined =>
  WRITERS[ending.toLowerCase()];
