import type { Check } from '../check.ts';
import { INVALID_LINES } from '../invalid-lines.ts';
import { expectRefused } from '../refusal.ts';

export const whatsatBoundLimit: Check = {
  id: 'whatsat.bound-limit',
  title: 'The bound is at most 20 places',
  needs: 'server',
  async run(trial) {
    const { client } = await trial.report(trial.server);
    const { line } = await trial.ask(trial.server, client, '10', '20');
    trial.expect(line !== undefined, `${trial.server} refused a bound of 20 places, which is allowed`);
    await expectRefused(trial, INVALID_LINES.boundLimit(trial, client));
  },
};
