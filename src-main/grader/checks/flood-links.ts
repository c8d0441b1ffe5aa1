import { arrange, expectReach } from '../arrange.ts';
import type { Check } from '../check.ts';
import { tellingSubsets } from '../telling-subsets.ts';

export const floodLinks: Check = {
  id: 'flood.links',
  title: 'Servers talk to all their neighbours and to no others, in both directions',
  needs: 'own-herd',
  async run(trial) {
    for (const up of tellingSubsets(trial.topology, trial.random)) {
      await arrange(trial, up);
      await expectReach(trial);
    }
  },
};
