import type { Check } from '../check.ts';
import { expectFlood } from '../flood.ts';
import type { Trial } from '../trial.ts';

const ROUNDS = 3;
/** Enough for a herd that catches up each second. A right one may never agree here, and is not to be waited for long. */
const ENOUGH_SECONDS = 1.5;

export const timeEqual: Check = {
  id: 'time.equal',
  title: 'Servers agree on one of two reports with the same time',
  needs: 'herd',
  async run(trial) {
    for (let round = 0; round < ROUNDS; round++) {
      const servers = trial.random.shuffle(trial.names).slice(0, 2);
      const [client, timestamp] = [trial.client(), trial.now()];
      await Promise.all(servers.map((server) => trial.report(server, { client, timestamp })));
      // Later clients have come everywhere: nothing of the two reports is on its way any more.
      for (const server of servers) await expectFlood(trial, server);
      await trial.until(
        `the servers did not agree on where a client was at ${timestamp}`,
        async () => ((await agreed(trial, client)) ? true : undefined),
        ENOUGH_SECONDS,
      );
    }
  },
};

async function agreed(trial: Trial, client: string): Promise<boolean> {
  const told = await Promise.all(trial.names.map(async (server) => (await trial.ask(server, client)).line));
  return told[0] !== undefined && told.every((line) => line === told[0]);
}
