/** Memory for a known client: one round, because a server's memory can be filled only once. */
import { bytesPerClient } from '../load/memory.ts';
import { writeSingle } from '../peers/herd-file.ts';
import type { SubjectId } from '../results.ts';
import { runRounds } from '../rounds.ts';
import { addressesOf, type BenchRun, endAll, startAll } from './bench-run.ts';

/** The batched Twisted herd keeps what it knows as the tuned one does: its figure would say nothing new. */
const SUBJECTS: readonly SubjectId[] = ['ours-off', 'tuned', 'report'];

export async function benchMemory(run: BenchRun): Promise<void> {
  for (const subject of SUBJECTS) {
    const entrants = [{ subject, hosting: 'five' as const, metrics: ['memory'] as const }];
    const started = await startAll(run, entrants, writeSingle);
    const contenders = started.map(({ entrant, herd, running }) => ({
      subject: entrant.subject,
      metrics: entrant.metrics,
      round: async () => {
        const count = subject === 'ours-off' ? run.plan.memory.ours : run.plan.memory.twisted;
        run.progress(`memory, ${subject}: ${count.toLocaleString('en-US')} clients`);
        return { memory: { value: await bytesPerClient(addressesOf(herd)[0]!, running.pids[0]!, count) } };
      },
    }));
    await runRounds(contenders, { ...run.plan, rounds: 1, signal: run.signal }, run.results);
    await endAll(started);
  }
}
