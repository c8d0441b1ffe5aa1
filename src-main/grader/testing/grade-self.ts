/**
 * `npm run grade:self`: grades the grader. Every right herd is to get full marks, every wrong one is to be caught by
 * the check that is meant to catch it. Prints a table. Exit codes: 0 all as it should be, 1 not, 2 something could not
 * be run, 64 usage.
 */
import { Worker } from 'node:worker_threads';
import { Command, InvalidArgumentError } from 'commander';
import { closestName } from '../../../src-shared/closest-name.ts';
import { RIGHT_HERDS } from './right-herds.ts';
import { gradeRight, gradeWrong, type SelfRow } from './self-run.ts';
import { WRONG_HERDS } from './wrong-herds.ts';

interface Options {
  readonly only?: readonly string[];
  readonly right?: boolean;
  readonly wrong?: boolean;
  readonly repeat: number;
  readonly jobs: number;
  readonly busy: number;
  readonly seed: number;
  readonly all?: boolean;
}

interface Task {
  readonly label: string;
  run(): Promise<SelfRow>;
}

const whole = (text: string): number => {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('It is a whole number.');
  return Number(text);
};

const IDS = [...RIGHT_HERDS, ...WRONG_HERDS].map(({ id }) => id);

const known = (id: string, before: readonly string[] = []): readonly string[] => {
  if (IDS.includes(id)) return [...before, id];
  const meant = closestName(id, IDS);
  throw new InvalidArgumentError(`There is no herd ${id}${meant ? `; did you mean ${meant}?` : '.'}`);
};

function readOptions(): Options {
  return new Command('grade:self')
    .description('Grade the grader by herds of which it is known what is right and wrong with them.')
    .option('--only <id>', 'this herd; can be given more than once', known)
    .option('--right', 'the right ones alone')
    .option('--wrong', 'the wrong ones alone')
    .option('--repeat <n>', 'each so many times, with another seed each time', whole, 1)
    .option('--jobs <n>', 'so many at a time', whole, 1)
    .option('--busy <n>', 'with so many loops that keep the machine busy', whole, 0)
    .option('--seed <n>', 'the first seed', whole, 1)
    .option('--all', 'all checks of the wrong ones too')
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 64))
    .parse()
    .opts<Options>();
}

function tasksOf({ only, right, wrong, repeat, seed, all = false }: Options): Task[] {
  const isWanted = ({ id }: { id: string }): boolean => only === undefined || only.includes(id);
  const both = right === wrong;
  return Array.from({ length: repeat }, (_, time) => {
    const options = { seed: seed + time, all };
    const label = (id: string): string => (repeat === 1 ? id : `${id} (seed ${options.seed})`);
    return [
      ...RIGHT_HERDS.filter((herd) => isWanted(herd) && (both || right)).map((herd) => ({
        label: label(herd.id),
        run: () => gradeRight(herd, options),
      })),
      ...WRONG_HERDS.filter((herd) => isWanted(herd) && (both || wrong)).map((herd) => ({
        label: label(herd.id),
        run: () => gradeWrong(herd, options),
      })),
    ];
  }).flat();
}

function print(label: string, { verdict, result, seconds, why }: SelfRow): void {
  console.log(`${verdict.padEnd(17)} ${label.padEnd(36)} ${seconds.toFixed(1).padStart(6)} s  ${result}`);
  for (const reason of why) console.log(`${' '.repeat(18)}${reason.replaceAll('\n', `\n${' '.repeat(18)}`)}`);
}

async function work(tasks: readonly Task[], jobs: number): Promise<SelfRow[]> {
  const waiting = [...tasks];
  const rows: SelfRow[] = [];
  const worker = async (): Promise<void> => {
    for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) {
      const row = await task.run();
      print(task.label, row);
      rows.push(row);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, jobs) }, worker));
  return rows;
}

const options = readOptions();
// Threads of ours rather than processes: they can't outlive us.
const loops = Array.from({ length: options.busy }, () => new Worker('for (;;);', { eval: true }));
const rows = await work(tasksOf(options), options.jobs);
await Promise.all(loops.map((loop) => loop.terminate()));
const count = (wanted: SelfRow['verdict']): number => rows.filter(({ verdict }) => verdict === wanted).length;
const [good, bad, unknown] = [count('as it should'), count('NOT AS IT SHOULD'), count('unknown')];
console.log(`\n${good} of ${rows.length} as it should, ${bad} not, ${unknown} unknown.`);
process.exitCode = bad > 0 ? 1 : unknown > 0 || rows.length === 0 ? 2 : 0;
