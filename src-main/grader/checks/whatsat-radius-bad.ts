import type { Check } from '../check.ts';
import { INVALID_LINES } from '../invalid-lines.ts';
import { expectRefused } from '../refusal.ts';

export const whatsatRadiusBad: Check = {
  id: 'whatsat.radius-bad',
  title: 'A radius that is negative or no number is invalid',
  needs: 'server',
  async run(trial) {
    const { client } = await trial.report(trial.server);
    const { line } = await trial.ask(trial.server, client);
    trial.expect(line !== undefined, `${trial.server} refused a WHATSAT that is valid`);
    await expectRefused(trial, INVALID_LINES.radius(trial, client));
  },
};
