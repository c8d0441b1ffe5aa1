import type { Check } from '../check.ts';
import { INVALID_LINES } from '../invalid-lines.ts';
import { expectRefused } from '../refusal.ts';
import { expectTaken } from '../valid-question.ts';

export const whatsatRadiusBad: Check = {
  id: 'whatsat.radius-bad',
  title: 'A radius that is negative or no number is invalid',
  needs: 'server',
  async run(trial) {
    const { client } = await trial.report(trial.server);
    await expectTaken(trial, client, 'a WHATSAT that is valid');
    await expectRefused(trial, INVALID_LINES.radius(trial, client));
  },
};
