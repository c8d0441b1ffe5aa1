import type { Check } from '../check.ts';
import { askPlaces } from '../places-answer.ts';

export const placesOnce: Check = {
  id: 'places.once',
  title: 'Each question costs one request to Places, by the server that was asked',
  needs: 'herd',
  async run(trial) {
    const before = trial.places.requests.length;
    for (const [asked, server] of trial.names.entries()) {
      const { client } = await trial.report(server);
      await askPlaces(trial, server, client);
      const requests = trial.places.requests.length - before;
      trial.expect(
        requests === asked + 1,
        `after ${asked + 1} questions about clients in as many places, Places has had ${requests} requests`,
        { hint: 'Only the server that is asked asks Places, once, and its answer is not flooded.' },
      );
    }
  },
};
