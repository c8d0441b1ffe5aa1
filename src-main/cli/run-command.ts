/** `herd run`: runs a scenario on a herd of its own and says whether the herd behaves. */
import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import type { Cli } from './cli.ts';
import { jsonOption } from './herd-options.ts';

export interface RunCommandOptions {
  readonly topology?: string;
  readonly json: boolean;
  readonly report?: string;
  readonly seed?: number;
  readonly patience?: number;
  readonly list?: boolean;
}

const EXAMPLES = `
Examples:
  herd run                                 what there is to run
  herd run report-2016
  herd run every-pair-down --topology winter-2020
  herd run my.yaml --report result.md      or .txt, or .json
  herd run bad-input --json | jq .verdict

A scenario starts a herd of its own on free ports. resources/scenarios/README.md tells how to write one.

Exit codes: 0 pass, 1 fail, 2 unknown (the environment's fault, or interrupted), 64 usage.
`;

const MOST_SEED = 0xffff_ffff;
const MOST_PATIENCE = 100;

function parseSeed(text: string): number {
  if (/^\d{1,10}$/.test(text) && Number(text) <= MOST_SEED) return Number(text);
  throw new InvalidArgumentError(`A seed is a whole number, at most ${MOST_SEED}.`);
}

function parsePatience(text: string): number {
  const factor = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (factor > 0 && factor <= MOST_PATIENCE) return factor;
  throw new InvalidArgumentError(`Patience is a number above 0, at most ${MOST_PATIENCE}.`);
}

export function runCommand(cli: Cli): Command {
  return new Command('run')
    .description('Run a scenario, built in or from a file, on a herd of its own, and judge the herd.')
    .addArgument(new Argument('[scenario|file]', 'which one; none: list the built-in ones'))
    .addOption(new Option('--topology <id|file>', 'default: the scenario’s own, else fall-2016'))
    .addOption(new Option('--report <file>', 'write the report here (.json, .txt or .md)'))
    .addOption(new Option('--seed <n>', 'for random values; default: another each time').argParser(parseSeed))
    .addOption(
      new Option('--patience <factor>', 'multiply every deadline, for slow machines').argParser(
        parsePatience,
      ),
    )
    .addOption(new Option('--list', 'list the built-in scenarios'))
    .addOption(jsonOption('print the result as JSON'))
    .addHelpText('after', EXAMPLES)
    .action(async (scenario: string | undefined, options: RunCommandOptions) => {
      const { listScenarios, run } = await import('./run.ts');
      if (scenario === undefined || options.list === true) await listScenarios(cli, options.json);
      else await run(cli, scenario, options);
    });
}
