/** Evidence as lines of text, for formats that have nothing better. */
import { type Evidence, toldText } from './evidence.ts';
import { overrideOf } from './override.ts';
import { plainText } from './plain-text.ts';
import { type CheckResult, isSaidAtTop, type OverrideRecord, type SubmissionResult } from './results.ts';
import { VERDICT_WORDS } from './verdict.ts';

const time = (at: number): string => `${at.toFixed(3).padStart(8)} s`;

export function evidenceLines(item: Evidence): string[] {
  switch (item.kind) {
    case 'exchange':
      return [
        `${time(item.at)}  connection to ${item.server}; ${item.end}`,
        ...item.pieces.map(({ at, from, text }) => `${time(at)}  ${from === 'client' ? '>' : '<'} ${text}`),
      ];
    case 'overheard':
      return [
        `${time(item.at)}  in the place of ${item.server} heard:`,
        ...item.lines.map(({ at, text }) => `${time(at)}  < ${text}`),
      ];
    case 'flood': {
      const down = item.down.length === 0 ? '' : `, down: ${item.down.join(', ')}`;
      const unasked = item.expected.filter((name) => !item.asked.includes(name));
      return [
        `${time(item.at)}  ${item.client} was reported at ${item.origin}${down}`,
        `            should know: ${item.expected.join(', ')}`,
        `            knew:        ${item.knew.join(', ') || 'nobody'}`,
        ...(unasked.length === 0 ? [] : [`            not asked:   ${unasked.join(', ')}`]),
      ];
    }
    case 'action':
    case 'places':
      return [`${time(item.at)}  ${toldText(item)}`];
    case 'difference':
      return [...item.difference.lines];
    case 'output':
      return [`${item.server} printed:`, ...item.lines.map((line) => `  ${line}`)];
    case 'note':
      return [toldText(item)];
  }
}

/** Of a check that was not run for what stands at the top. */
const NOT_RUN = 'It was not run: the top of this report says why.';

/** Why a check did not pass, in a sentence. */
export const shortReason = (submission: SubmissionResult, check: CheckResult): string =>
  isSaidAtTop(submission, check) ? NOT_RUN : check.reason;

/** Why a check did not pass, with all that was seen, and what a person says of it. */
export function explain(submission: SubmissionResult, check: CheckResult): string {
  const { hint, evidence, reproduce } = check;
  const reason = shortReason(submission, check);
  const override = overrideOf(submission, check.id);
  const lines = [
    ...(override === undefined ? [] : [overrideText(override)]),
    ...(reason === '' ? [] : [reason]),
    ...(hint === undefined ? [] : [`Hint: ${hint}`]),
    ...evidence.flatMap(evidenceLines),
    `Again: ${reproduce}`,
  ];
  return plainText(lines.join('\n'));
}

/** “Overridden by Grace, 2024-11-25 (the grader: failed): …”. */
export function overrideText({ was, reason, by, at }: OverrideRecord): string {
  const who = [by, at?.slice(0, 10)].filter((part) => part !== undefined && part !== '').join(', ');
  return `Overridden${who && ` by ${who}`} (the grader: ${VERDICT_WORDS[was].toLowerCase()}): ${reason}`;
}
