/** Who answers which command: the console (the host's commands among its own), or the desktop. One table for all of them. */
import { COMMAND_NAMES } from '../../src-shared/console-contract.ts';
import { HerdError } from '../../src-shared/errors.ts';
import {
  CONSOLE_CONTRACT,
  type DesktopHandlers,
  type FrontCommand,
} from '../../src-shared/front-contract.ts';
import type { Console, ConsoleCommand } from '../console/index.ts';

/** Gets a request that the contract's schema has let through. */
export type CommandHandler = (request: unknown) => unknown;
export type CommandTable = Readonly<Record<FrontCommand, CommandHandler>>;

const CONSOLE_COMMANDS: readonly ConsoleCommand[] = [
  ...COMMAND_NAMES,
  ...(Object.keys(CONSOLE_CONTRACT) as (keyof typeof CONSOLE_CONTRACT)[]),
];

/**
 * What the settings do for the page, and it can't do by itself: they know to whom the key may go, and which folders a
 * person chose.
 */
const BY_SETTINGS: readonly ConsoleCommand[] = ['places.use', 'herd.use'];

function refuse(command: ConsoleCommand): CommandHandler {
  return () => {
    throw new HerdError('BAD_REQUEST', { command, problem: 'In the window it is done by settings.set.' });
  };
}

/** The types of the parts say that each command is there; what each gets is the schema's business (answer-call.ts). */
export function commandTable(console: Pick<Console, 'call'>, forDesktop: DesktopHandlers): CommandTable {
  const forConsole = CONSOLE_COMMANDS.map((name) => [
    name,
    BY_SETTINGS.includes(name) ? refuse(name) : (request: unknown) => console.call(name, request as never),
  ]);
  return { ...Object.fromEntries(forConsole), ...forDesktop } as CommandTable;
}
