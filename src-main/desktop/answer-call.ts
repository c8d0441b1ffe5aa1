/** One call from the page, checked against the contract and answered. */
import { z } from 'zod';
import type { Outcome } from '../../src-shared/console-contract.ts';
import { HerdError, toErrorData } from '../../src-shared/errors.ts';
import { FRONT_CONTRACT, type FrontCommand } from '../../src-shared/front-contract.ts';
import type { CommandTable } from './commands.ts';

/** How much of a foreign command's name, and of what is wrong with a request, an error repeats. */
const SHOWN_NAME = 60;
const SHOWN_PROBLEM = 2_000;

function isCommand(value: unknown): value is FrontCommand {
  return typeof value === 'string' && Object.hasOwn(FRONT_CONTRACT, value);
}

const nameOf = (value: unknown): string =>
  typeof value === 'string' ? value.slice(0, SHOWN_NAME) : `a ${typeof value}`;

const refused = (command: string, problem: string): Outcome<never> => ({
  ok: false,
  error: new HerdError('BAD_REQUEST', { command, problem: problem.slice(0, SHOWN_PROBLEM) }).toData(),
});

/** Both arguments are whatever came over: nothing about them is known. Never rejects. */
export async function answerCall(
  commands: CommandTable,
  command: unknown,
  request: unknown,
): Promise<Outcome<unknown>> {
  if (!isCommand(command)) return refused(nameOf(command), 'There is no such command.');
  try {
    const parsed = FRONT_CONTRACT[command].request.safeParse(request);
    if (!parsed.success) return refused(command, z.prettifyError(parsed.error));
    return { ok: true, value: await commands[command](parsed.data) };
  } catch (thrown) {
    return { ok: false, error: toErrorData(thrown) };
  }
}

/** The answer to a frame that isn't our page. */
export const refuseStranger = (): Outcome<never> => refused('call', 'Only the console’s own page may ask.');
