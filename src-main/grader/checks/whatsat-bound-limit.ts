import type { Check } from '../check.ts';
import { INVALID_LINES } from '../invalid-lines.ts';
import { expectRefused } from '../refusal.ts';
import { expectTaken } from '../valid-question.ts';

export const whatsatBoundLimit: Check = {
  id: 'whatsat.bound-limit',
  title: 'The bound is at most 20 places',
  needs: 'server',
  async run(trial) {
    const { client } = await trial.report(trial.server);
    await expectTaken(trial, client, 'a WHATSAT with a bound of 20 places, which is allowed', '10', '20');
    await expectRefused(trial, INVALID_LINES.boundLimit(trial, client));
  },
};
