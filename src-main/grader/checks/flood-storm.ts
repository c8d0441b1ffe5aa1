import type { Check } from '../check.ts';
import { expectFlood } from '../flood.ts';
import { machineLoad } from '../patience.ts';

/** Cores that a herd at rest uses at the most, on a machine that has nothing else to do. */
const REST_CORES = 0.2;
/** Processor time is counted in hundredths of a second: so long, in seconds, a look has to be. */
const LOOK_SECONDS = 0.4;
/** Longer than the grader's breaker needs. */
const MOST_SECONDS = 12;

export const floodStorm: Check = {
  id: 'flood.storm',
  title: 'When an update has come to all servers the herd comes to rest',
  needs: 'herd',
  async run(trial) {
    for (const origin of trial.names) await expectFlood(trial, origin);
    let since = { at: performance.now(), cpu: trial.cpuSeconds() };
    await trial.until(
      'the herd floods for ever: when all servers knew of all clients it did not come to rest',
      () => {
        const seconds = (performance.now() - since.at) / 1_000;
        if (seconds < LOOK_SECONDS) return undefined;
        const cpu = trial.cpuSeconds();
        const cores = (cpu - since.cpu) / seconds;
        since = { at: performance.now(), cpu };
        return cores < REST_CORES / machineLoad() ? true : undefined;
      },
      MOST_SECONDS,
      { hint: 'An update that a server already knows must not be passed on again.' },
    );
  },
};
