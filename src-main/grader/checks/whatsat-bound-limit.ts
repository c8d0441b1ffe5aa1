import type { Check } from '../check.ts';
import { expectRefused } from '../refusal.ts';

export const whatsatBoundLimit: Check = {
  id: 'whatsat.bound-limit',
  title: 'The bound is at most 20 places',
  needs: 'server',
  async run(trial) {
    const { client } = await trial.report(trial.server);
    const { line } = await trial.ask(trial.server, client, '10', '20');
    trial.expect(line !== undefined, `${trial.server} refused a bound of 20 places, which is allowed`);
    for (const bound of ['21', '100']) {
      await expectRefused(trial, `WHATSAT ${client} 10 ${bound}`, `a bound of ${bound} places`);
    }
  },
};
