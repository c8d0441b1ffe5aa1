import { settle } from '../arrange.ts';
import type { Check } from '../check.ts';

export const startAnyOrder: Check = {
  id: 'start.any-order',
  title: 'A server serves its clients before its neighbours are started, and finds them when they are',
  needs: 'own-server',
  async run(trial) {
    const { client } = await trial.report(trial.server);
    const { line } = await trial.ask(trial.server, client);
    trial.expect(
      line !== undefined,
      `${trial.server} does not answer WHATSAT before its neighbours are started`,
    );
    for (const server of trial.random.shuffle(trial.names)) {
      if (server === trial.server) continue;
      await trial.start(server);
      await trial.report(server);
    }
    await settle(trial);
    trial.expectAlive(...trial.names);
  },
};
