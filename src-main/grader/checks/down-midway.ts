import { arrange, settles } from '../arrange.ts';
import type { Check } from '../check.ts';
import { expectKnown } from '../flood.ts';

const CLIENTS = 20;

export const downMidway: Check = {
  id: 'down.midway',
  title: 'A server whose neighbour dies while it is told of clients goes on',
  needs: 'own-herd',
  async run(trial) {
    const neighbour = trial.random.pick(trial.neighboursOf(trial.server));
    const others = trial.names.filter((name) => name !== neighbour);
    // Without it the others need links of which none may have been needed so far, and which may be young.
    await arrange(trial, others);
    await trial.start(neighbour);
    // Whether it is told of anything again is for another check.
    await settles(trial, [neighbour]);
    await expectKnown(trial, await trial.report(trial.server));
    const reports = Array.from({ length: CLIENTS }, () => trial.report(trial.server));
    await Promise.race(reports);
    await trial.kill(neighbour);
    const reported = await Promise.all(reports);
    for (const one of [...reported, await trial.report(trial.server)]) {
      await expectKnown(trial, one, { down: [neighbour], mayKnow: true });
    }
    trial.expectAlive(...others);
  },
};
