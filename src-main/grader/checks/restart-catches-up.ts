import { arrange, settle } from '../arrange.ts';
import type { Check } from '../check.ts';
import { expectFlood, expectKnown } from '../flood.ts';

/** Enough for a herd that catches up each second. A right one may never agree here, and is not to be waited for long. */
const ENOUGH_SECONDS = 1.5;

export const restartCatchesUp: Check = {
  id: 'restart.catches-up',
  title: 'A server that is started again is told what it missed',
  needs: 'own-herd',
  async run(trial) {
    const again = trial.random.pick(trial.names);
    const before = await expectFlood(trial, again);
    await arrange(
      trial,
      trial.names.filter((name) => name !== again),
    );
    const [other = ''] = trial.neighboursOf(again);
    const missed = await expectFlood(trial, other, { down: [again] });
    await trial.start(again);
    // What it missed is told to it when its neighbours are in touch with it, if ever.
    await settle(trial, [again]);
    for (const reported of [before, missed])
      await expectKnown(trial, reported, { seconds: ENOUGH_SECONDS, startedAgain: again });
  },
};
