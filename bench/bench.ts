/** The bench: runs the chosen cases one after another and judges what came out. A table of contents. */
import { access, mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { BenchRun } from './cases/bench-run.ts';
import { benchGrading } from './cases/grading.ts';
import { benchIamat, type IamatCase } from './cases/iamat.ts';
import { benchIdle } from './cases/idle.ts';
import { benchMemory } from './cases/memory.ts';
import { benchUpdates } from './cases/updates.ts';
import { benchWindow } from './cases/window.ts';
import { judge } from './goals.ts';
import { Children } from './peers/children.ts';
import { findTwisted } from './peers/peers.ts';
import { type CaseId, FULL, QUICK } from './plan.ts';
import type { Machine, Results } from './results.ts';
import type { BenchReport } from './table.ts';

export interface BenchOptions {
  readonly cases: readonly CaseId[];
  readonly quick: boolean;
  /** Aborted: all children are killed at once, and the run rejects with the signal's reason. */
  readonly signal: AbortSignal;
  progress(text: string): void;
}

/** Measures. Needs the built package: it starts the `herd` command that users have. */
export async function runBench(options: BenchOptions): Promise<BenchReport> {
  const begin = performance.now();
  const plan = options.quick ? QUICK : FULL;
  const packageRoot = await findPackageRoot();
  const scratch = await mkdtemp(join(tmpdir(), 'herd-bench-'));
  const children = new Children(options.signal);
  const results: Results = {};
  try {
    const builtFolder = join(packageRoot, 'out', 'main');
    const places = { packageRoot, builtFolder, scratch, python: await findTwisted() };
    const { signal, progress } = options;
    await runCases({ plan, places, children, results, signal, progress }, options.cases);
  } finally {
    await children.endAll();
    await rm(scratch, { recursive: true, force: true });
  }
  return {
    type: 'bench',
    quick: options.quick,
    rounds: plan.rounds,
    seconds: (performance.now() - begin) / 1000,
    machine: thisMachine(),
    results,
    goals: judge(results),
  };
}

async function runCases(run: BenchRun, cases: readonly CaseId[]): Promise<void> {
  const iamat = cases.filter((id): id is IamatCase => id.startsWith('iamat'));
  if (iamat.length > 0) await benchIamat(run, iamat);
  if (cases.includes('updates')) await benchUpdates(run);
  if (cases.includes('idle')) await benchIdle(run);
  if (cases.includes('memory')) await benchMemory(run);
  if (cases.includes('window')) await benchWindow(run);
  if (cases.includes('grading')) await benchGrading(run);
}

function thisMachine(): Machine {
  const processors = cpus();
  return {
    cores: processors.length,
    model: processors[0]?.model.trim() ?? 'unknown processor',
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
  };
}

/** The nearest folder above this program that holds the bench's Python peers. */
async function findPackageRoot(): Promise<string> {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const found = await access(join(folder, 'bench', 'peers', 'twisted_report.py')).then(
      () => true,
      () => false,
    );
    if (found) return folder;
    if (folder === dirname(folder)) throw new Error('bench/peers is missing from this package.');
  }
}
