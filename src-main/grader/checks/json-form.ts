import type { Check } from '../check.ts';
import { askPlaces } from '../places-answer.ts';
import { nameOf } from '../places-stand-in/answers.ts';

/** Each of the names that text is easily spoiled in is among them. */
const COUNT = 6;

export const jsonForm: Check = {
  id: 'json.form',
  title: 'The places are a JSON object like Google’s, with nothing spoiled in it',
  needs: 'server',
  async run(trial) {
    const { client } = await trial.report(trial.server);
    trial.places.behave({ kind: 'places', count: COUNT });
    const { results, status } = await askPlaces(trial, trial.server, client, '10', '20');
    trial.expect(status === 'OK', `Google’s status is OK, and ${trial.server} answered ${status || 'none'}`);
    const names = results.map((result) => (result as { name?: unknown } | null)?.name);
    trial.expectEqual(
      JSON.stringify(names),
      JSON.stringify(Array.from({ length: COUNT }, (_, index) => nameOf(index))),
      `the names of the places in ${trial.server}’s JSON are not those that Google gave`,
    );
  },
};
