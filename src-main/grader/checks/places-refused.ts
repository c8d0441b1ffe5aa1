import type { Check } from '../check.ts';
import { askPlaces } from '../places-answer.ts';

export const placesRefused: Check = {
  id: 'places.refused',
  title: 'What Google refuses is not made a success',
  needs: 'server',
  async run(trial) {
    const { client } = await trial.report(trial.server);
    for (const refusal of ['OVER_QUERY_LIMIT', 'REQUEST_DENIED']) {
      trial.places.behave({ kind: 'status', status: refusal });
      const { results, status } = await askPlaces(trial, trial.server, client);
      trial.expect(
        results.length === 0 && status !== 'OK' && status !== 'ZERO_RESULTS' && status !== '',
        `Google said ${refusal}, and ${trial.server} answered ${results.length} places with the status ${status || 'missing'}`,
      );
    }
  },
};
