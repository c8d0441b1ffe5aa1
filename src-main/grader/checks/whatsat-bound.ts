import type { Check } from '../check.ts';
import { askPlaces } from '../places-answer.ts';

export const whatsatBound: Check = {
  id: 'whatsat.bound',
  title: 'At most as many places are answered as the bound says',
  needs: 'server',
  async run(trial) {
    for (const [there, bound] of [
      [20, 1],
      [20, 5],
      [20, 20],
      [3, 7],
    ] as const) {
      const { client } = await trial.report(trial.server);
      trial.places.behave({ kind: 'places', count: there });
      const { results } = await askPlaces(trial, trial.server, client, '10', String(bound));
      const expected = Math.min(there, bound);
      trial.expect(
        results.length === expected,
        `Places has ${there}, the bound is ${bound}, and ${trial.server} answered ${results.length} places instead of ${expected}`,
      );
    }
  },
};
