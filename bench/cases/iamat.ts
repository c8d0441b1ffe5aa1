/** IAMAT: replies a second of a single server, at several widths and depths of the load. */
import { iamatRate } from '../load/iamat-rate.ts';
import { writeSingle } from '../peers/herd-file.ts';
import type { SubjectId } from '../results.ts';
import { runRounds } from '../rounds.ts';
import { addressesOf, type BenchRun, endAll, startAll } from './bench-run.ts';

const SHAPES = {
  'iamat-1x1': { connections: 1, depth: 1 },
  'iamat-50x1': { connections: 50, depth: 1 },
  'iamat-50x32': { connections: 50, depth: 32 },
} as const;
export type IamatCase = keyof typeof SHAPES;

/** A just-in-time compiler has done its work after some hundred thousand lines: the widest and deepest load. */
const HOT = SHAPES['iamat-50x32'];

const SUBJECTS: readonly SubjectId[] = ['bare', 'ours-off', 'ours-on', 'tuned', 'batched', 'report'];

export async function benchIamat(run: BenchRun, cases: readonly IamatCase[]): Promise<void> {
  const entrants = SUBJECTS.map((subject) => ({ subject, hosting: 'five' as const, metrics: cases }));
  const started = await startAll(run, entrants, writeSingle);
  const { hotMs, warmUpMs, measureMs } = run.plan.iamat;
  run.progress('iamat: warming up');
  for (const { herd } of started) {
    // What fails here fails again, and is noted, in the first round.
    await iamatRate(addressesOf(herd)[0]!, { ...HOT, warmUpMs: 0, measureMs: hotMs }).catch(() => 0);
    run.signal.throwIfAborted();
  }
  for (const id of cases) {
    run.progress(`${id}: up to ${run.plan.rounds} rounds`);
    const contenders = started.map(({ entrant, herd }) => ({
      subject: entrant.subject,
      metrics: [id],
      round: async () => {
        const value = await iamatRate(addressesOf(herd)[0]!, { ...SHAPES[id], warmUpMs, measureMs });
        return { [id]: { value } };
      },
    }));
    await runRounds(contenders, { ...run.plan, signal: run.signal }, run.results);
  }
  await endAll(started);
}
