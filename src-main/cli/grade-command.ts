/** `herd grade`: runs submissions as herds and judges them by a rubric, with evidence. */
import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import type { Cli } from './cli.ts';
import { jsonOption } from './herd-options.ts';

export interface GradeCommandOptions {
  readonly rubric: string;
  readonly topology?: string;
  readonly command?: string;
  readonly env: Readonly<Record<string, string>>;
  readonly ports: 'own' | 'free' | ReadonlyMap<string, number>;
  readonly only?: readonly string[];
  readonly seed?: number;
  readonly jobs: number;
  readonly resume?: boolean;
  readonly out?: string;
  readonly format?: readonly string[];
  readonly override?: string;
  readonly json: boolean;
  readonly news?: boolean;
}

const EXAMPLES = `
Examples:
  herd grade submissions/* --out report --format html,csv
  herd grade submissions/* --out report --resume     goes on after an interruption
  herd grade submissions/* --out report --resume --override overrides.yaml
  herd grade submissions/dave --out report           dave again; the others stay in the reports
  herd grade server.py --only flood.all,iamat.fields
  herd grade my-herd --command 'node server.js {name} {port}' --topology winter-2020

Submissions are folders, program files, .zip, .tgz or .tar. Every one is copied; its ports are those in its own code unless its command has {port}. resources/rubrics/README.md tells how to write a rubric.

Exit codes: 0 all passed, 1 some failed, 2 unknowns left or interrupted, 64 usage.
`;

const MOST_SEED = 0xffff_ffff;
const MOST_JOBS = 64;

function parseSeed(text: string): number {
  if (/^\d{1,10}$/.test(text) && Number(text) <= MOST_SEED) return Number(text);
  throw new InvalidArgumentError(`A seed is a whole number, at most ${MOST_SEED}.`);
}

function parsePorts(text: string): GradeCommandOptions['ports'] {
  if (text === 'own' || text === 'free') return text;
  const ports = text.split(',').map((part): [string, number] => {
    const [, name, digits] = /^([^=]+)=(\d{1,5})$/.exec(part) ?? [];
    const port = Number(digits);
    if (name !== undefined && port >= 1 && port <= 65_535) return [name, port];
    throw new InvalidArgumentError(`“${part}” is no port. Write NAME=PORT,NAME=PORT, or free, or own.`);
  });
  const taken = new Map<number, string>();
  for (const [name, port] of ports) {
    const other = taken.get(port);
    if (other !== undefined) {
      throw new InvalidArgumentError(`${other} and ${name} can’t both listen on port ${port}.`);
    }
    taken.set(port, name);
  }
  return new Map(ports);
}

function parseVariable(text: string, before: Readonly<Record<string, string>>): Record<string, string> {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('Write KEY=VALUE.');
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
}

function parseJobs(text: string): number {
  const jobs = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (jobs >= 1 && jobs <= MOST_JOBS) return jobs;
  throw new InvalidArgumentError(`Write a whole number from 1 to ${MOST_JOBS}.`);
}

const parseList = (text: string): string[] => text.split(',').filter((part) => part !== '');

/** At least one: without any check nothing would be looked at, and all of nothing is right. */
function parseChecks(text: string): string[] {
  const ids = parseList(text);
  if (ids.length === 0) throw new InvalidArgumentError('Name at least one check.');
  return ids;
}

export function gradeCommand(cli: Cli): Command {
  return new Command('grade')
    .description('Run submissions as herds and judge each by a rubric, with evidence.')
    .addArgument(new Argument('<submission...>', 'folders, program files or archives'))
    .addOption(new Option('--rubric <id|file>', 'what is checked, and how much it counts').default('cs131'))
    .addOption(new Option('--topology <id|file>', 'default: the rubric’s'))
    .addOption(new Option('--command <template>', 'how a server is started; default: the rubric’s'))
    .addOption(
      new Option('--env <key=value>', 'a variable for the servers, which get few of yours; may be repeated')
        .argParser(parseVariable)
        .default({}, 'none'),
    )
    .addOption(
      new Option('--ports <own|free|name=port,...>', 'where the servers listen')
        .argParser(parsePorts)
        .default('own'),
    )
    .addOption(new Option('--only <check,...>', 'run these checks alone').argParser(parseChecks))
    .addOption(
      new Option(
        '--seed <n>',
        'for random values; default: that of the run in --out, or another each time',
      ).argParser(parseSeed),
    )
    .addOption(
      new Option('--jobs <n>', 'how many at a time, as far as their ports allow')
        .argParser(parseJobs)
        .default(1),
    )
    .addOption(new Option('--out <folder>', 'write reports there, and keep what is finished'))
    .addOption(
      new Option('--format <form,...>', 'html, json, junit, gradescope, csv; default: html,json').argParser(
        parseList,
      ),
    )
    .addOption(
      new Option(
        '--override <file>',
        'verdicts that you decide otherwise, each with its reason; or a results.json; default: those of the run in --out',
      ),
    )
    .addOption(new Option('--resume', 'take what is finished in --out for done'))
    .addOption(jsonOption('print the result as JSON'))
    .addOption(
      new Option('--news', 'print what happens as JSON lines instead, and end when stdin does').conflicts(
        'json',
      ),
    )
    .addHelpText('after', EXAMPLES)
    .action(async (submissions: string[], options: GradeCommandOptions) => {
      const { grade } = await import('./grade.ts');
      await grade(cli, submissions, options);
    });
}
