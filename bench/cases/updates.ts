/** Updates a second that come to be known to all five servers. */

import type { Address } from '../../src-shared/topology/topology.ts';
import { sendFresh, spreadRate } from '../load/spread.ts';
import { writeRing } from '../peers/herd-file.ts';
import type { Plan } from '../plan.ts';
import { record } from '../results.ts';
import { failureOf, runRounds } from '../rounds.ts';
import { addressesOf, type BenchRun, type Entrant, endAll, type Started, startAll } from './bench-run.ts';

const ENTRANTS: readonly Entrant[] = [
  { subject: 'ours-off', hosting: 'five', metrics: ['updates-five'] },
  { subject: 'ours-on', hosting: 'five', metrics: ['updates-five'] },
  { subject: 'ours-off', hosting: 'one', metrics: ['updates-one'] },
  { subject: 'ours-on', hosting: 'one', metrics: ['updates-one'] },
  { subject: 'tuned', hosting: 'five', metrics: ['updates-five'] },
  { subject: 'batched', hosting: 'five', metrics: ['updates-five'] },
  { subject: 'report', hosting: 'five', metrics: ['updates-five'] },
];

/** Tries until the links are up. A try that loses something takes a second or two. */
const LINK_ATTEMPTS = 8;
/** Updates of the warm-up that every server is asked for, one by one. */
const HOT_ASKED = 1_000;

export async function benchUpdates(run: BenchRun): Promise<void> {
  const started = await startAll(run, ENTRANTS, (path) => writeRing(path));
  const { plan } = run;
  run.progress('updates: warming up');
  const warm = await warmAll(run, started);
  run.progress(`updates: up to ${plan.rounds} rounds`);
  const contenders = warm.map(({ entrant, herd }) => ({
    subject: entrant.subject,
    metrics: entrant.metrics,
    round: async () => {
      const count = entrant.subject === 'report' ? plan.updates.report : plan.updates.fast;
      const { perSecond, sent, lost } = await spreadRate(addressesOf(herd), count, plan.updatesShape);
      return { [entrant.metrics[0]!]: { value: perSecond, lost: { count: lost, sent } } };
    },
  }));
  await runRounds(contenders, { ...plan, signal: run.signal }, run.results);
  await endAll(started);
}

/** Those that are warm. One that fails here gets its place in the results, and is left out. */
async function warmAll(run: BenchRun, started: readonly Started[]): Promise<Started[]> {
  const warm: Started[] = [];
  for (const peer of started) {
    const { subject, metrics } = peer.entrant;
    try {
      await warmUp(addressesOf(peer.herd), subject === 'report', run.plan);
      warm.push(peer);
    } catch (error) {
      run.signal.throwIfAborted();
      for (const metric of metrics) record(run.results, metric, subject, failureOf(error));
    }
  }
  return warm;
}

/** Until the links are up, which shows in that nothing is lost any more, and then until code is compiled. */
async function warmUp(addresses: readonly Address[], slow: boolean, plan: Plan): Promise<void> {
  let lost = 1;
  for (let attempt = 0; attempt < LINK_ATTEMPTS && lost > 0; attempt += 1) {
    ({ lost } = await spreadRate(addresses, addresses.length, { connections: addresses.length, depth: 1 }));
  }
  if (lost > 0) throw new Error('Not even single updates reach all five servers.');
  const { hot, report } = plan.updates;
  if (!slow) await sendFresh(addresses, hot, plan.updatesShape);
  // The questions' code is to be warm too, and what was sent before them passed on.
  await spreadRate(addresses, slow ? report : HOT_ASKED, plan.updatesShape);
}
