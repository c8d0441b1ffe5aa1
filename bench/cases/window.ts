/** How long a person waits for the window. It has no peer: the rows stand for themselves. */
import { execFile } from 'node:child_process';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { record } from '../results.ts';
import { runRounds } from '../rounds.ts';
import type { BenchRun } from './bench-run.ts';

const METRICS = ['window-usable', 'window-ready'] as const;
const ROUND_MS = 90_000;

const run = promisify(execFile);

/** Only a checkout has what opens the window; and where there is no display, there is none. */
async function whyNot(script: string): Promise<string | undefined> {
  const found = await access(script).then(
    () => true,
    () => false,
  );
  if (!found) return 'the window is only in a checkout';
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  const noDisplay = process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY;
  return noDisplay ? 'no display here: xvfb-run -a npx herd bench' : undefined;
}

export async function benchWindow(bench: BenchRun): Promise<void> {
  const script = join(bench.places.packageRoot, 'scripts', 'measure-window.mjs');
  const why = await whyNot(script);
  if (why !== undefined) {
    for (const metric of METRICS) record(bench.results, metric, 'ours-on', { kind: 'missing', why });
    return;
  }
  const { rounds, budgetMs } = bench.plan;
  bench.progress(`window: up to ${rounds} rounds`);
  const round = async () => {
    const { stdout } = await run(process.execPath, [script], { timeout: ROUND_MS, signal: bench.signal });
    const { usableMs, readyMs } = JSON.parse(stdout) as { usableMs: number; readyMs: number };
    return { 'window-usable': { value: usableMs }, 'window-ready': { value: readyMs } };
  };
  const contender = { subject: 'ours-on', metrics: METRICS, round } as const;
  await runRounds([contender], { rounds, budgetMs, signal: bench.signal }, bench.results);
}
