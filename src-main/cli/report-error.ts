/** How an error is told: as text to people; with `--json` also as a line to the program that reads stdout. */
import { describeError, type ErrorData } from '../../src-shared/errors.ts';
import type { Cli } from './cli.ts';

export function reportError(cli: Pick<Cli, 'stdout' | 'stderr'>, error: ErrorData, json: boolean): void {
  if (json) cli.stdout.line(JSON.stringify({ type: 'error', ...error }));
  const [what = '', ...rest] = describeError(error).split('\n');
  const { red, bold } = cli.stderr.paint;
  cli.stderr.line([`${red(bold('herd:'))} ${what}`, ...rest].join('\n'));
}
