import type { Check } from '../check.ts';
import { expectTaken } from '../valid-question.ts';

export const whatsatFraction: Check = {
  id: 'whatsat.fraction',
  title: 'The radius may have a fraction',
  needs: 'server',
  async run(trial) {
    const { client } = await trial.report(trial.server);
    for (const radius of ['2.5', '49.999', '0.25']) {
      await expectTaken(trial, client, `a WHATSAT with a radius of ${radius} km`, radius);
    }
  },
};
