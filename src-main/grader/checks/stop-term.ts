import type { Check } from '../check.ts';
import { overloaded as overloadedBy } from '../late.ts';
import { CheckFailure } from '../verdict.ts';

export const stopTerm: Check = {
  id: 'stop.term',
  // What it leaves in its own process group ends with it, by us, before anybody can look.
  title: 'A server that is asked to end does so, and nothing that left its process group holds its port',
  needs: 'own-herd',
  async run(trial) {
    await trial.report(trial.server);
    const ends = await Promise.all(trial.names.map((server) => trial.stop(server)));
    for (const [i, { how, seconds, overloaded }] of ends.entries()) {
      if (overloaded) throw overloadedBy(`${trial.names[i]} had to be killed after ${seconds.toFixed(1)} s`);
      trial.expect(
        how !== 'had to be killed',
        `${trial.names[i]} did not end when it was asked to (SIGTERM) and had to be killed after ${seconds.toFixed(1)} s`,
      );
    }
    for (const server of trial.names) {
      trial.expect(
        !(await listens(() => trial.open(server))),
        `${server} has ended, and a process that it left behind still listens on its port`,
      );
    }
  },
};

async function listens(connect: () => Promise<unknown>): Promise<boolean> {
  try {
    await connect();
    return true;
  } catch (thrown) {
    if (thrown instanceof CheckFailure) return false;
    throw thrown;
  }
}
