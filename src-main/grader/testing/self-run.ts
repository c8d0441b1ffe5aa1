/** One herd through the grader, as whoever grades does it: by the `herd grade` command and the JSON that it prints. */
import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { claimAddress } from '../../ground/free-port.ts';
import { packageFolder } from '../../ground/package-folder.ts';
import { type RightHerd, type WrongHerd, writeHerd } from './herd-source.ts';
import { RIGHT_HERDS } from './right-herds.ts';

/** How it went: as it should, not so, or nothing can be said. */
export type SelfVerdict = 'as it should' | 'NOT AS IT SHOULD' | 'unknown';

export interface SelfRow {
  readonly id: string;
  readonly verdict: SelfVerdict;
  /** Points, or the check that caught it. */
  readonly result: string;
  /** What to look at, when it isn't as it should be. */
  readonly why: readonly string[];
  readonly seconds: number;
}

export interface SelfOptions {
  readonly seed: number;
  /** All checks of a wrong herd too, not only the one that is meant to catch it. */
  readonly all: boolean;
}

const RESULT = z.object({
  schema: z.literal(1),
  submissions: z.tuple([
    z.object({
      earned: z.number(),
      possible: z.number(),
      problem: z.string().optional(),
      notes: z.array(z.string()).default([]),
      checks: z.array(
        z.object({
          id: z.string(),
          verdict: z.enum(['pass', 'fail', 'unknown']),
          beyond: z.boolean(),
          reason: z.string(),
        }),
      ),
    }),
  ]),
});
export type Graded = z.infer<typeof RESULT>['submissions'][0];

/** Long enough for every check at its own limit; a grader that hangs is a fault of its own. */
const LONGEST_MS = 1_200_000;
const MOST_OUTPUT = 256 * 1024 * 1024;
const PYTHONS = ['python3', '/usr/bin/python3'];

const HERD = join(packageFolder(import.meta.dirname) ?? '.', 'out', 'main', 'herd.js');

/** What is to be said of a herd, without how long it took. */
export type Judged = Omit<SelfRow, 'id' | 'seconds'>;

export async function gradeRight(herd: RightHerd, options: SelfOptions): Promise<SelfRow> {
  const args = ['--seed', String(options.seed)];
  return timed(herd.id, async () => {
    const command = commandOf(herd);
    if (command === undefined) return unknown(`${herd.needs} is not installed`);
    const graded = await grade(herd, command, args);
    return typeof graded === 'string' ? notGraded(graded) : judgeRight(herd, graded);
  });
}

export async function gradeWrong(herd: WrongHerd, options: SelfOptions): Promise<SelfRow> {
  const only = options.all ? [] : ['--only', herd.caughtBy];
  return timed(herd.id, async () => {
    const base = RIGHT_HERDS.find(({ id }) => id === herd.base);
    const command = base && commandOf(base);
    if (command === undefined) return unknown(`${herd.base} can’t be run here`);
    const graded = await grade(herd, command, ['--seed', String(options.seed), ...only]);
    return typeof graded === 'string' ? notGraded(graded) : judgeWrong(herd, graded);
  });
}

/** Full marks: every check that counts passes; for some those beyond the spec as well. */
export function judgeRight(herd: RightHerd, graded: Graded): Judged {
  const lost = graded.checks.filter(
    ({ verdict, beyond }) => verdict !== 'pass' && (!beyond || herd.beyondToo === true),
  );
  const result = `${graded.earned} of ${graded.possible}`;
  const why = [graded.problem ?? [], lost.map(told)].flat();
  const isFull = graded.earned === graded.possible && graded.possible > 0;
  if (why.length === 0) return { verdict: isFull ? 'as it should' : 'NOT AS IT SHOULD', result, why };
  const isUndecided = graded.problem === undefined && lost.every(({ verdict }) => verdict === 'unknown');
  return { verdict: isUndecided ? 'unknown' : 'NOT AS IT SHOULD', result, why };
}

/** Caught: the check that is meant to catch it fails, or the report names what the grader stopped it for. */
export function judgeWrong(herd: WrongHerd, graded: Graded): Judged {
  const meant = graded.checks.find(({ id }) => id === herd.caughtBy);
  const others = graded.checks.filter(({ id, verdict }) => verdict === 'fail' && id !== herd.caughtBy);
  const texts = [graded.problem ?? [], graded.notes, graded.checks.map(({ reason }) => reason)].flat();
  const isCaught =
    herd.named === undefined
      ? meant?.verdict === 'fail'
      : meant?.verdict !== 'pass' && texts.some((text) => herd.named?.test(text));
  if (isCaught) {
    const also = others.length === 0 ? '' : `, and ${others.length} more`;
    return { verdict: 'as it should', result: `${herd.caughtBy}${also}`, why: [] };
  }
  const isUndecided = meant?.verdict === 'unknown' && herd.named === undefined;
  return {
    verdict: isUndecided ? 'unknown' : 'NOT AS IT SHOULD',
    result: others.length === 0 ? 'missed' : `only ${others.map(({ id }) => id).join(' ')}`,
    why: [
      `${herd.fault}: ${meant ? told(meant) : `there is no ${herd.caughtBy}`}`,
      ...(herd.named === undefined ? [] : [`its report doesn’t say ${herd.named}`]),
      ...graded.notes,
      ...(graded.problem === undefined ? [] : [graded.problem]),
    ],
  };
}

async function timed(id: string, judge: () => Promise<Judged>): Promise<SelfRow> {
  const began = performance.now();
  return { id, ...(await judge()), seconds: (performance.now() - began) / 1_000 };
}

const unknown = (why: string): Judged => ({ verdict: 'unknown', result: 'not run', why: [why] });
const notGraded = (why: string): Judged => ({
  verdict: 'NOT AS IT SHOULD',
  result: 'not graded',
  why: [why],
});

const told = ({ id, verdict, reason }: Graded['checks'][0]): string =>
  `${id}: ${verdict}${reason === '' ? '' : `, ${reason}`}`;

/** Undefined: no Python here has what it needs. */
function commandOf({ command, needs }: RightHerd): string | undefined {
  if (needs === undefined) return command;
  const python = PYTHONS.find((one) => spawnSync(one, ['-c', `import ${needs}`]).status === 0);
  return python && command.replace(/^python3/, python);
}

/** What the grader says of it; a text: it didn't say anything that can be read. */
async function grade(
  herd: RightHerd | WrongHerd,
  command: string,
  args: readonly string[],
): Promise<Graded | string> {
  const folder = await mkdtemp(join(tmpdir(), 'herd-self-'));
  try {
    const submission = join(folder, herd.id);
    await writeHerd(herd, submission, await freePorts());
    const options = ['--rubric', 'cs131', '--json', '--command', command, '--env', `HERD_PROGRAM=${HERD}`];
    const { stdout, stderr } = await run(['grade', submission, ...options, ...args]);
    const read = RESULT.safeParse(parse(stdout));
    if (read.success) return read.data.submissions[0];
    return `herd grade printed no result: ${(stderr.trim() || stdout.trim() || read.error.message).slice(-2_000)}`;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function freePorts(): Promise<number[]> {
  const ports: number[] = [];
  for (let index = 0; index < 5; index++) {
    ports.push((await claimAddress('self', { host: '127.0.0.1', port: 0 }, Math.random)).port);
  }
  return ports;
}

function run(args: readonly string[]): Promise<{ stdout: string; stderr: string }> {
  const limits = { timeout: LONGEST_MS, maxBuffer: MOST_OUTPUT };
  return new Promise((resolve) => {
    // An exit code of its own is no error here: failed checks have one.
    execFile(process.execPath, [HERD, ...args], limits, (_error, stdout, stderr) =>
      resolve({ stdout, stderr }),
    );
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
