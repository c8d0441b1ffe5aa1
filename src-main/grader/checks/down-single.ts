import { arrange, expectReach } from '../arrange.ts';
import type { Check } from '../check.ts';

export const downSingle: Check = {
  id: 'down.single',
  title: 'With any one server down the others go on, and tell each other all that they can',
  needs: 'own-herd',
  async run(trial) {
    for (const down of trial.random.shuffle(trial.names)) {
      const up = trial.names.filter((name) => name !== down);
      await arrange(trial, up);
      await expectReach(trial);
      trial.expectAlive(...up);
    }
  },
};
