/**
 * Invalid lines: what every check of them expects. Whether a line is refused at all is one thing, and the form of the
 * refusal another, which costs the points of one check (`invalid.copy`): that one looks at it for lines of all kinds.
 */
import { encodeText } from '../../src-shared/protocol/index.ts';
import { visible } from '../../src-shared/visible-bytes.ts';
import { differenceOf } from './evidence.ts';
import type { InvalidLine } from './invalid-lines.ts';
import type { Answer, TalkOptions } from './talk.ts';
import type { Trial } from './trial.ts';

export interface RefusalOptions {
  readonly hint?: string;
  readonly talk?: TalkOptions;
}

const MOST_SHOWN = 200;

/** Whether it is a question mark and the line's text, whatever stands between and behind them, and no report beside it. */
export const isRefusal = (answer: string, line: string): boolean =>
  answer.startsWith('?') && answer.includes(line) && !isTaken(answer);

/** Whether there is an AT line in it. */
const isTaken = (answer: string): boolean => /^AT /m.test(answer);

/** Expects that `trial.server` refuses each of them, in some form; says in which, where it isn't the right one. */
export async function expectRefused(
  trial: Trial,
  lines: readonly InvalidLine[],
  options: RefusalOptions = {},
): Promise<void> {
  const odd: string[] = [];
  for (const [line, what] of lines) {
    const answer = await trial.talk(trial.server, line, options.talk);
    if (!isRefusal(answer.text, line)) notRefused(trial, [line, what], answer, options.hint);
    if (answer.text !== `? ${line}\n`) odd.push(visible(answer.bytes, MOST_SHOWN));
  }
  if (odd[0] === undefined) return;
  trial.evidence.note(
    `${trial.server} refused ${odd.length} of ${lines.length} lines in another form, as with “${odd[0]}”; the form is looked at by invalid.copy`,
  );
}

/** Reports a client, so that a server that refuses everything passes no check of what is to be refused. */
export async function expectRefusedAfterGood(
  trial: Trial,
  linesFor: (trial: Trial, client: string) => readonly InvalidLine[],
  hint?: string,
): Promise<void> {
  const { client } = await trial.report(trial.server);
  await expectRefused(trial, linesFor(trial, client), hint === undefined ? {} : { hint });
}

/** Expects a question mark, a blank and a copy of the line, and nothing else. */
export async function expectRefusedExactly(
  trial: Trial,
  [line, what]: InvalidLine,
  { hint, talk }: RefusalOptions = {},
): Promise<void> {
  expectForm(trial, [line, what], await trial.talk(trial.server, line, talk), hint);
}

/** Expects it to the byte. */
export function expectForm(trial: Trial, [line, what]: InvalidLine, answer: Answer, hint?: string): void {
  const difference = differenceOf(encodeText(`? ${line}\n`), answer.bytes);
  if (difference === undefined) return;
  if (!isRefusal(answer.text, line)) notRefused(trial, [line, what], answer, hint);
  trial.fail(`${trial.server} did not answer ${what} with a question mark, a blank and a copy of the line`, {
    hint,
    difference,
  });
}

function notRefused(
  trial: Trial,
  [line, what]: InvalidLine,
  { text, bytes }: Answer,
  hint: string | undefined,
): never {
  const { server } = trial;
  const details = { hint, difference: differenceOf(encodeText(`? ${line}\n`), bytes) };
  if (text === '')
    return trial.fail(`${server} did not answer ${what}: ${visible(encodeText(line), MOST_SHOWN)}`, details);
  if (text.startsWith('AT ')) return trial.fail(`${server} took ${what} for valid`, details);
  if (isTaken(text)) return trial.fail(`${server} refused ${what} and took it for valid as well`, details);
  return trial.fail(
    `${server} answered ${what} with “${visible(bytes, MOST_SHOWN)}”, not with a question mark, a blank and a copy of the line`,
    details,
  );
}
