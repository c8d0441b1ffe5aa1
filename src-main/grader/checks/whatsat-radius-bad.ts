import type { Check } from '../check.ts';
import { expectRefused } from '../refusal.ts';

export const whatsatRadiusBad: Check = {
  id: 'whatsat.radius-bad',
  title: 'A radius that is negative or no number is invalid',
  needs: 'server',
  async run(trial) {
    const { client } = await trial.report(trial.server);
    const { line } = await trial.ask(trial.server, client);
    trial.expect(line !== undefined, `${trial.server} refused a WHATSAT that is valid`);
    for (const radius of ['-1', '-0.5', 'ten', 'nan', 'inf', '1e1', '1.2.3', '10km']) {
      await expectRefused(trial, `WHATSAT ${client} ${radius} 5`, `${radius} as a radius`);
    }
  },
};
