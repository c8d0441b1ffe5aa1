import { arrange, settle } from '../arrange.ts';
import type { Check } from '../check.ts';
import { expectFlood } from '../flood.ts';

export const restartHears: Check = {
  id: 'restart.hears',
  title: 'A server that is started again is told of updates again',
  needs: 'own-herd',
  async run(trial) {
    const [down = '', ...others] = trial.random.shuffle(trial.names);
    await expectFlood(trial, down);
    await arrange(trial, others);
    // So that each of its neighbours has tried to tell it while it was down.
    for (const origin of others) await expectFlood(trial, origin, { down: [down] });
    await trial.start(down);
    await settle(trial, [down]);
    for (const origin of trial.names) await expectFlood(trial, origin);
    trial.expectAlive(...trial.names);
  },
};
