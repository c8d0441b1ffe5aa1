import type { Check } from '../check.ts';
import { expectFlood } from '../flood.ts';
import { machineLoad } from '../patience.ts';
import type { Trial } from '../trial.ts';
import { CheckFailure } from '../verdict.ts';

/** Cores that a herd at rest uses at the most, on a machine that has nothing else to do. */
const REST_CORES = 0.2;
/** Processor time is counted in hundredths of a second: so long a look has to be. */
const LOOK_MS = 400;
/** So many looks in a row: also one that floods for ever now and then waits for a connection to be taken. */
const REST_LOOKS = 2;
/** Longer than the grader's breaker needs. */
const MOST_SECONDS = 12;

export const floodStorm: Check = {
  id: 'flood.storm',
  title: 'When an update has come to all servers the herd comes to rest',
  needs: 'herd',
  async run(trial) {
    const [first, ...others] = trial.names;
    // Where each copy makes more of them, it soon has no time for a second question.
    if (first !== undefined) await expectFloodOrStorm(trial, first);
    await expectRest(trial);
    for (const origin of others) await expectFloodOrStorm(trial, origin);
    await expectRest(trial);
  },
};

/** A herd that storms answers nobody in time either: then it is the storm that is named. */
async function expectFloodOrStorm(trial: Trial, origin: string): Promise<void> {
  try {
    await expectFlood(trial, origin);
  } catch (thrown) {
    if (thrown instanceof CheckFailure) await expectRest(trial);
    throw thrown;
  }
}

async function expectRest(trial: Trial): Promise<void> {
  let atRest = 0;
  await trial.until(
    'the herd floods for ever: when all servers knew of all clients it did not come to rest',
    async () => {
      const before = { at: performance.now(), cpu: trial.cpuSeconds() };
      const floods = await trial.floods(LOOK_MS);
      const cores = (trial.cpuSeconds() - before.cpu) / ((performance.now() - before.at) / 1_000);
      // Who looks again and again whether something has come works hard as well, and sends nothing.
      atRest = floods && cores >= REST_CORES / machineLoad() ? 0 : atRest + 1;
      return atRest >= REST_LOOKS ? true : undefined;
    },
    MOST_SECONDS,
    { hint: 'An update that a server already knows must not be passed on again.' },
  );
}
