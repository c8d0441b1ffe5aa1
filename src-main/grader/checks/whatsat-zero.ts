import type { Check } from '../check.ts';
import { askPlaces } from '../places-answer.ts';

export const whatsatZero: Check = {
  id: 'whatsat.zero',
  title: 'A bound of no places is a bound',
  needs: 'server',
  async run(trial) {
    const { client } = await trial.report(trial.server);
    const { results } = await askPlaces(trial, trial.server, client, '10', '0');
    trial.expect(
      results.length === 0,
      `the bound is 0, and ${trial.server} answered ${results.length} places`,
    );
  },
};
