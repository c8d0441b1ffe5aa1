import type { Check } from '../check.ts';
import { INVALID_LINES } from '../invalid-lines.ts';
import { expectRefused } from '../refusal.ts';

export const whatsatRadiusLimit: Check = {
  id: 'whatsat.radius-limit',
  title: 'The radius is at most 50 km',
  needs: 'server',
  async run(trial) {
    const { client } = await trial.report(trial.server);
    const { line } = await trial.ask(trial.server, client, '50');
    trial.expect(line !== undefined, `${trial.server} refused a radius of 50 km, which is allowed`);
    await expectRefused(trial, INVALID_LINES.radiusLimit(trial, client));
  },
};
