/** How long a person waits for the grade of one right submission. It has no peer: the row stands for itself. */
import { execFile } from 'node:child_process';
import { access, cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePorts } from '../peers/herd-file.ts';
import { record } from '../results.ts';
import { runRounds } from '../rounds.ts';
import type { BenchRun } from './bench-run.ts';
import { faultOf } from './grading-fault.ts';

const METRIC = 'grading';
const ROUND_MS = 600_000;
/** The same in each round and each run: the checks draw the same clients and servers. */
const SEED = '1';
/** The ports in the herd's table; each round gets free ones instead, so that nobody's are in the way. */
const OWN_PORT = /\b1200([0-4])\b/g;
const MOST_JSON_BYTES = 256 * 1024 * 1024;

async function whyNot(herd: string): Promise<string | undefined> {
  const found = await access(herd).then(
    () => true,
    () => false,
  );
  if (!found) return 'the herd that is graded is only in a checkout';
  return new Promise((tell) => {
    execFile('python3', ['-c', ''], (error) => tell(error === null ? undefined : 'no python3 here'));
  });
}

export async function benchGrading(bench: BenchRun): Promise<void> {
  const { packageRoot, builtFolder, scratch } = bench.places;
  const herd = join(packageRoot, 'src-main', 'grader', 'testing', 'herds', 'line-loop');
  const why = await whyNot(herd);
  if (why !== undefined) {
    record(bench.results, METRIC, 'ours-on', { kind: 'missing', why });
    return;
  }
  const { rounds, budgetMs } = bench.plan;
  bench.progress(`grading: up to ${rounds} rounds`);
  const round = async () => {
    const folder = join(await mkdtemp(join(scratch, 'grading-')), 'line-loop');
    await cp(herd, folder, { recursive: true });
    const main = join(folder, 'server.py');
    const ports = await freePorts(5);
    const source = await readFile(main, 'utf8');
    await writeFile(
      main,
      source.replaceAll(OWN_PORT, (_, digit: string) => String(ports[Number(digit)])),
    );
    const begin = performance.now();
    const printed = await grade([join(builtFolder, 'herd.js'), 'grade', folder], bench.signal);
    const seconds = (performance.now() - begin) / 1_000;
    const fault = faultOf(printed);
    if (fault !== undefined) throw new Error(fault);
    return { [METRIC]: { value: seconds } };
  };
  const contender = { subject: 'ours-on', metrics: [METRIC], round } as const;
  await runRounds([contender], { rounds, budgetMs, signal: bench.signal }, bench.results);
}

/**
 * Resolves with what it printed, whatever its exit code: the verdicts are in there. SIGTERM at the end of patience or
 * of the bench, so that the grader takes its herd away.
 */
function grade(args: readonly string[], signal: AbortSignal): Promise<string> {
  const options = { timeout: ROUND_MS, signal, maxBuffer: MOST_JSON_BYTES };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [...args, '--seed', SEED, '--json'], options, (error, stdout, stderr) => {
      if (error === null || typeof error.code === 'number') resolve(stdout || stderr);
      else reject(error);
    });
  });
}
