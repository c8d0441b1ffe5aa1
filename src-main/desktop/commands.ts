/** Who answers which command: the host, the console around it, or the desktop. One table for all of them. */
import { COMMAND_NAMES, type Host, type RequestOf } from '../../src-shared/console-contract.ts';
import type { ConsoleHandlers, DesktopHandlers, FrontCommand } from '../../src-shared/front-contract.ts';

/** Gets a request that the contract's schema has let through. */
export type CommandHandler = (request: unknown) => unknown;
export type CommandTable = Readonly<Record<FrontCommand, CommandHandler>>;

/** The types of the parts say that each command is there; what each gets is the schema's business (answer-call.ts). */
export function commandTable(
  host: Pick<Host, 'call'>,
  forConsole: ConsoleHandlers,
  forDesktop: DesktopHandlers,
): CommandTable {
  const forHost = COMMAND_NAMES.map((name) => [
    name,
    (request: unknown) => host.call(name, request as RequestOf<typeof name>),
  ]);
  return { ...Object.fromEntries(forHost), ...forConsole, ...forDesktop } as CommandTable;
}
