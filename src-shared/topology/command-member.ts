/** The `command`, `cwd`, `env` and `process` members of a topology file: how a server is started. */
import type { CommandSpec, ServerSpec } from './topology.ts';
import { type Place, shown, type YamlSource } from './yaml-source.ts';

/** Why a text can't be handed to a program. */
const NUL_RULE = 'The system ends a program’s arguments and variables there.';

export const COMMAND_MEMBERS = ['template', 'cwd', 'env'] as const;

export interface CommandDefaults {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A text that may stand in an argument or a variable: the system ends those at a NUL. */
function argumentText(source: YamlSource, place: Place, what: string): string {
  const text = source.text(place, what);
  if (text.includes('\0')) throw source.refuse(place, `${what} has a NUL character`, NUL_RULE);
  if (text.trim() === '') throw source.refuse(place, `${what} is blank`, 'Leave it out, or say what it is.');
  return text;
}

function readEnv(source: YamlSource, place: Place): Record<string, string> {
  const variables: [string, string][] = [];
  for (const [name, { key, value }] of source.members(place, 'env')) {
    if (name === '' || /[=\0]/.test(name)) {
      throw source.refuse(
        key,
        `${shown(name)} can’t be a variable’s name`,
        'A name has neither “=” nor a NUL character.',
      );
    }
    const text = source.text(value, `the variable ${shown(name)}`);
    if (text.includes('\0')) {
      throw source.refuse(value, `the variable ${shown(name)} has a NUL character`, NUL_RULE);
    }
    variables.push([name, text]);
  }
  return Object.fromEntries(variables);
}

/** `cwd` and `env` where they stand inside a command, beside it, or at the top; what they leave out comes from `outer`. */
export function readCommandDefaults(
  source: YamlSource,
  members: { readonly cwd?: Place; readonly env?: Place },
  outer: CommandDefaults = {},
): CommandDefaults {
  const cwd = members.cwd === undefined ? outer.cwd : argumentText(source, members.cwd, 'cwd');
  const env = members.env === undefined ? outer.env : { ...outer.env, ...readEnv(source, members.env) };
  return { ...(cwd !== undefined && { cwd }), ...(env !== undefined && { env }) };
}

/** A command, written as its template alone or as a mapping; what it leaves out comes from `defaults`. */
export function readCommand(source: YamlSource, place: Place, defaults: CommandDefaults): CommandSpec {
  if (!source.isMapping(place)) return { template: argumentText(source, place, 'command'), ...defaults };
  const members = source.record(place, 'command', COMMAND_MEMBERS);
  if (members.template === undefined) {
    throw source.refuse(
      place,
      'command has no template',
      'For example: template: python3 server.py {name} {port}.',
    );
  }
  return {
    template: argumentText(source, members.template, 'the command’s template'),
    ...readCommandDefaults(source, members, defaults),
  };
}

/** `process: own`: our own server in a process of its own. A command is always one, so it can't stand beside it. */
export function readProcess(
  source: YamlSource,
  members: { readonly process?: Place; readonly command?: Place },
): ServerSpec['process'] {
  const { process, command } = members;
  if (process === undefined || source.isNothing(process)) return undefined;
  const value = source.text(process, 'a server’s process');
  if (value !== 'own') throw source.refuse(process, `process is ${shown(value)}`, 'It can only be “own”.');
  if (command !== undefined && !source.isNothing(command)) {
    throw source.refuse(
      process,
      'a server with a command has process',
      'A command always is a process of its own.',
    );
  }
  return value;
}
