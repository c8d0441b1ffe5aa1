/** Updates a second that come to be known to all five servers. */

import type { Address } from '../../src-shared/topology/topology.ts';
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

/** Tries until the links are up. A try that loses something takes a second or two. */
const LINK_ATTEMPTS = 8;

export async function benchUpdates(run: BenchRun): Promise<void> {
  const started = await startAll(run, ENTRANTS, (path) => writeRing(path));
  const { plan } = run;
  run.progress(`updates: up to ${plan.rounds} rounds`);
  const contenders = started.map(({ entrant, herd }) => {
    const count = countFor(entrant, plan);
    const addresses = addressesOf(herd);
    let warm = false;
    return {
      subject: entrant.subject,
      metrics: entrant.metrics,
      round: async () => {
        if (!warm) await warmUp(addresses, count, plan);
        warm = true;
        const { perSecond, sent, lost } = await spreadRate(addresses, count, plan.updatesShape);
        return { [entrant.metrics[0]!]: { value: perSecond, lost: { count: lost, sent } } };
      },
    };
  });
  await runRounds(contenders, { ...plan, signal: run.signal }, run.results);
  await endAll(started);
}

/** Not counted: until the links are up, which shows in that nothing is lost any more, and code is warm. */
async function warmUp(addresses: readonly Address[], count: number, plan: Plan): Promise<void> {
  let lost = 1;
  for (let attempt = 0; attempt < LINK_ATTEMPTS && lost > 0; attempt += 1) {
    ({ lost } = await spreadRate(addresses, addresses.length, { connections: addresses.length, depth: 1 }));
  }
  if (lost > 0) throw new Error('Not even single updates reach all five servers.');
  await spreadRate(addresses, count, plan.updatesShape);
}

function countFor({ subject }: Entrant, { updates }: Plan): number {
  if (subject === 'report') return updates.report;
  return subject === 'tuned' ? updates.tuned : updates.ours;
}
