/** Updates a second that come to be known to all five servers. */
import { spreadRate } from '../load/spread.ts';
import { writeRing } from '../peers/herd-file.ts';
import type { Plan } from '../plan.ts';
import { runRounds } from '../rounds.ts';
import { addressesOf, type BenchRun, type Entrant, endAll, startAll } from './bench-run.ts';

const ENTRANTS: readonly Entrant[] = [
  { subject: 'ours-off', hosting: 'five', metrics: ['updates-five'] },
  { subject: 'ours-on', hosting: 'five', metrics: ['updates-five'] },
  { subject: 'ours-off', hosting: 'one', metrics: ['updates-one'] },
  { subject: 'ours-on', hosting: 'one', metrics: ['updates-one'] },
  { subject: 'tuned', hosting: 'five', metrics: ['updates-five'] },
  { subject: 'report', hosting: 'five', metrics: ['updates-five'] },
];

export async function benchUpdates(run: BenchRun): Promise<void> {
  const started = await startAll(run, ENTRANTS, (path) => writeRing(path));
  const { plan } = run;
  run.progress(`updates: ${plan.rounds} rounds`);
  const contenders = started.map(({ entrant, herd }) => {
    const count = countFor(entrant, plan);
    const addresses = addressesOf(herd);
    let warm = false;
    return {
      subject: entrant.subject,
      metrics: entrant.metrics,
      round: async () => {
        // A first, short run that is not counted: links come up, code gets warm.
        if (!warm) await spreadRate(addresses, Math.ceil(count / 4), plan.updatesShape);
        warm = true;
        const { perSecond, sent, lost } = await spreadRate(addresses, count, plan.updatesShape);
        return { [entrant.metrics[0]!]: { value: perSecond, lost: { count: lost, sent } } };
      },
    };
  });
  await runRounds(contenders, plan.rounds, run.results, run.signal);
  await endAll(started);
}

function countFor({ subject }: Entrant, { updates }: Plan): number {
  if (subject === 'report') return updates.report;
  return subject === 'tuned' ? updates.tuned : updates.ours;
}
