/** What the herd command's exit code says, and which error gives which. */
import type { ErrorCode } from '../../src-shared/errors.ts';

export const EXIT = {
  /** Done, answered, passed. */
  ok: 0,
  /** It did not work: not answered, a scenario failed. */
  failed: 1,
  /** Nothing can be said, because of the environment: a port in use, a folder that can't be written. */
  unknown: 2,
  /** What was asked can't be understood: options, names, files with mistakes. */
  usage: 64,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const USAGE_ERRORS: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'USAGE',
  'UNKNOWN_SERVER',
  'UNKNOWN_LINK',
  'UNKNOWN_TOPOLOGY',
  'UNKNOWN_SCENARIO',
  'TOPOLOGY_INVALID',
  'SCENARIO_INVALID',
  'RUBRIC_INVALID',
  'UNKNOWN_RUBRIC',
  'OVERRIDE_INVALID',
  'COMMAND_TEMPLATE',
  'FILE_UNREADABLE',
  'PORT_RANGE',
  'PLACES_URL',
]);

const ENVIRONMENT_ERRORS: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'PORT_IN_USE',
  'PORT_REFUSED',
  'LOG_FOLDER',
  'FILE_UNWRITABLE',
  'PROGRAM_MISSING',
  'GAZETTEER_MISSING',
]);

/** The exit code of a command that ended with this error. */
export function exitCodeOf(code: ErrorCode): ExitCode {
  if (USAGE_ERRORS.has(code)) return EXIT.usage;
  if (ENVIRONMENT_ERRORS.has(code)) return EXIT.unknown;
  return EXIT.failed;
}
