import type { Check } from '../check.ts';
import { INVALID_LINES } from '../invalid-lines.ts';
import { expectRefused } from '../refusal.ts';
import { expectTaken } from '../valid-question.ts';

export const whatsatBoundBad: Check = {
  id: 'whatsat.bound-bad',
  title: 'A bound that is negative or no whole number is invalid',
  needs: 'server',
  async run(trial) {
    const { client } = await trial.report(trial.server);
    await expectTaken(trial, client, 'a WHATSAT that is valid');
    await expectRefused(trial, INVALID_LINES.bound(trial, client));
  },
};
