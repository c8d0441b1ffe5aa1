/** Invalid lines: what every check of them expects. */
import { encodeText } from '../../src-shared/protocol/index.ts';
import { visible } from '../../src-shared/visible-bytes.ts';
import { differenceOf } from './evidence.ts';
import type { TalkOptions } from './talk.ts';
import type { Trial } from './trial.ts';

export interface RefusalOptions {
  /** Default: `trial.server`. */
  readonly server?: string;
  readonly hint?: string;
  readonly talk?: TalkOptions;
}

/**
 * Expects a question mark, a blank and a copy of the line, and nothing else. `what` names it in a sentence:
 * “a latitude of more than 90 degrees”.
 */
export async function expectRefused(
  trial: Trial,
  line: string,
  what: string,
  options: RefusalOptions = {},
): Promise<void> {
  const { server = trial.server, hint } = options;
  const { bytes, text } = await trial.talk(server, line, options.talk);
  const expected = encodeText(`? ${line}\n`);
  const difference = differenceOf(expected, bytes);
  if (difference === undefined) return;
  const details = { hint, difference };
  if (text === '') trial.fail(`${server} did not answer ${what}: ${visible(encodeText(line), 200)}`, details);
  if (text.startsWith('AT ')) trial.fail(`${server} took ${what} for valid`, details);
  trial.fail(
    `${server} did not answer ${what} with a question mark, a blank and a copy of the line`,
    details,
  );
}

/** Reports a client, so that a server that refuses everything passes no check of what is to be refused. */
export async function expectRefusedAfterGood(
  trial: Trial,
  refused: readonly (readonly [line: string, what: string])[],
  hint?: string,
): Promise<void> {
  await trial.report(trial.server);
  for (const [line, what] of refused) await expectRefused(trial, line, what, { ...(hint ? { hint } : {}) });
}
