import type { Check } from '../check.ts';
import { askPlaces } from '../places-answer.ts';

export const placesNoneForInvalid: Check = {
  id: 'places.none-for-invalid',
  title: 'An invalid question costs no request to Places',
  needs: 'server',
  async run(trial) {
    const { client } = await trial.report(trial.server);
    await askPlaces(trial, trial.server, client);
    const before = trial.places.requests.length;
    const invalid = [`${client} 51 5`, `${client} 10 21`, `${client} -1 5`, `${trial.client()} 10 5`];
    for (const rest of invalid) await trial.talk(trial.server, `WHATSAT ${rest}`);
    // One more that is valid, so that what was asked before it has come.
    const other = await trial.report(trial.server);
    await askPlaces(trial, trial.server, other.client);
    const requests = trial.places.requests.length - before;
    trial.expect(requests >= 1, `${trial.server} did not ask Places for a question that is valid`);
    trial.expect(
      requests === 1,
      `${trial.server} asked Places ${requests - 1} times for questions that are invalid`,
      { hint: 'The limits are checked before Places is asked: each request counts against the key’s quota.' },
    );
  },
};
