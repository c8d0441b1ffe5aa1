import type { Check } from '../check.ts';
import { askPlaces } from '../places-answer.ts';

export const placesNothing: Check = {
  id: 'places.nothing',
  title: 'That there are no places is passed on as Google says it',
  needs: 'server',
  async run(trial) {
    const { client } = await trial.report(trial.server);
    trial.places.behave({ kind: 'status', status: 'ZERO_RESULTS' });
    const { results, status } = await askPlaces(trial, trial.server, client);
    trial.expect(
      results.length === 0 && status === 'ZERO_RESULTS',
      `Google found no places (ZERO_RESULTS), and ${trial.server} answered ${results.length} with the status ${status || 'missing'}`,
    );
  },
};
