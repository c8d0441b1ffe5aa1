import type { Check } from '../check.ts';
import { INVALID_LINES } from '../invalid-lines.ts';
import { expectRefused } from '../refusal.ts';
import { expectTaken } from '../valid-question.ts';

export const whatsatRadiusLimit: Check = {
  id: 'whatsat.radius-limit',
  title: 'The radius is at most 50 km',
  needs: 'server',
  async run(trial) {
    const { client } = await trial.report(trial.server);
    await expectTaken(trial, client, 'a WHATSAT with a radius of 50 km, which is allowed', '50');
    await expectRefused(trial, INVALID_LINES.radiusLimit(trial, client));
  },
};
