/** `herd bench`: our server beside others, measured in one run. */
import { Command, Option } from 'commander';
import { HerdError } from '../../src-shared/errors.ts';
import type { Cli } from './cli.ts';
import { EXIT } from './exit-codes.ts';

interface BenchCommandOptions {
  readonly json?: boolean;
  readonly only?: string;
  readonly quick?: boolean;
}

const EXAMPLES = `
Measures our server, a bare Node line server (the limit), two tuned Twisted herds and a Twisted herd
in the 2016 report's design, in turns, on 127.0.0.1. Leave the machine alone while it runs.

Cases: iamat-1x1, iamat-50x1, iamat-50x32, updates, idle, memory, window, grading. bench/README.md tells how to read it.

Examples:
  herd bench                       everything, about seven minutes
  herd bench --quick               a look at all but grading, under 45 s: too short to judge by
  herd bench --only idle,memory
  herd bench --json > bench.json

Exit codes: 0 measured (whatever the figures), 2 interrupted, 64 usage.
`;

export function benchCommand(cli: Cli): Command {
  return new Command('bench')
    .description('Measure the herd beside a bare line server and three Twisted herds.')
    .addOption(new Option('--only <case,...>', 'measure these cases alone'))
    .addOption(new Option('--quick', 'one short round of each, without grading'))
    .addOption(new Option('--json', 'print the result as JSON'))
    .addHelpText('after', EXAMPLES)
    .action((options: BenchCommandOptions) => bench(cli, options));
}

async function bench(cli: Cli, options: BenchCommandOptions): Promise<void> {
  const { CASES, QUICK_CASES, parseCases, renderReport, runBench } = await import('../../bench/index.ts');
  const { cases, unknown } = parseCases(options.only ?? (options.quick ? QUICK_CASES : CASES).join());
  if (unknown !== undefined) {
    const problem = `There is no case “${unknown}”.`;
    throw new HerdError('USAGE', { problem, help: `The cases are: ${CASES.join(', ')}.` });
  }
  const controller = new AbortController();
  const forget = cli.onEnd(() => controller.abort());
  try {
    const report = await runBench({
      cases,
      quick: options.quick === true,
      signal: controller.signal,
      progress: (text) => cli.stderr.line(text),
    });
    cli.stdout.write(options.json === true ? `${JSON.stringify(report)}\n` : `${renderReport(report)}`);
  } catch (error) {
    if (!controller.signal.aborted) throw error;
    cli.stderr.line('herd: the bench was interrupted; all that it started is ended.');
    cli.exitWith(EXIT.unknown);
  } finally {
    forget();
  }
}
