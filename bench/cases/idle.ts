/** The time until all five servers of an idle herd know one update. */
import { idleTimes } from '../load/idle.ts';
import { Sinks } from '../load/sinks.ts';
import { writeRing } from '../peers/herd-file.ts';
import { runRounds } from '../rounds.ts';
import { percentile } from '../statistics.ts';
import { addressesOf, type BenchRun, type Entrant, endAll, startAll } from './bench-run.ts';

const FIVE = ['idle-five-p50', 'idle-five-p99'] as const;
const ONE = ['idle-one-p50', 'idle-one-p99'] as const;
const ENTRANTS: readonly Entrant[] = [
  { subject: 'ours-off', hosting: 'five', metrics: FIVE },
  { subject: 'ours-on', hosting: 'five', metrics: FIVE },
  { subject: 'ours-off', hosting: 'one', metrics: ONE },
  { subject: 'ours-on', hosting: 'one', metrics: ONE },
  { subject: 'tuned', hosting: 'five', metrics: FIVE },
  { subject: 'batched', hosting: 'five', metrics: FIVE },
  { subject: 'report', hosting: 'five', metrics: FIVE },
];
const SERVERS = 5;
/** It is slow, and an interpreter that compiles nothing is warm at once. */
const REPORT_HOT = 100;

export async function benchIdle(run: BenchRun): Promise<void> {
  const sinksOf = new Map<string, Sinks>();
  try {
    const started = await startAll(run, ENTRANTS, async (path) => {
      const sinks = await Sinks.open(SERVERS);
      sinksOf.set(path, sinks);
      return writeRing(path, sinks.addresses);
    });
    const { idle, rounds } = run.plan;
    run.progress('idle: warming up');
    for (const { entrant, herd } of started) {
      const count = entrant.subject === 'report' ? REPORT_HOT : idle.hot;
      // What fails here fails again, and is noted, in the first round.
      await idleTimes(addressesOf(herd), sinksOf.get(herd.path)!, count).catch(() => undefined);
      run.signal.throwIfAborted();
    }
    run.progress(`idle: up to ${rounds} rounds`);
    const contenders = started.map(({ entrant, herd }) => ({
      subject: entrant.subject,
      metrics: entrant.metrics,
      round: async () => {
        const sinks = sinksOf.get(herd.path)!;
        await idleTimes(addressesOf(herd), sinks, idle.warmUp);
        const { times, lost } = await idleTimes(addressesOf(herd), sinks, idle.timed);
        const losses = { count: lost, sent: idle.timed };
        const [p50, p99] = entrant.metrics;
        return {
          [p50!]: { value: percentile(times, 50), lost: losses },
          [p99!]: { value: percentile(times, 99), lost: losses },
        };
      },
    }));
    await runRounds(contenders, { ...run.plan, signal: run.signal }, run.results);
    await endAll(started);
  } finally {
    for (const sinks of sinksOf.values()) sinks.close();
  }
}
