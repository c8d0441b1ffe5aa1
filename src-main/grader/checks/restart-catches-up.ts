import type { Check } from '../check.ts';
import { expectFlood, expectKnown } from '../flood.ts';
import { PATIENCE } from '../patience.ts';

export const restartCatchesUp: Check = {
  id: 'restart.catches-up',
  title: 'A server that is started again is told what it missed',
  needs: 'own-herd',
  async run(trial) {
    const again = trial.random.pick(trial.names);
    const before = await expectFlood(trial, again);
    await trial.kill(again);
    const [other = ''] = trial.neighboursOf(again);
    const missed = await expectFlood(trial, other, { down: [again] });
    await trial.start(again);
    for (const reported of [before, missed]) await expectKnown(trial, reported, { seconds: PATIENCE.start });
  },
};
