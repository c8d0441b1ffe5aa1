import type { Check } from '../check.ts';
import { askPlaces } from '../places-answer.ts';

const FAILURES = [
  [{ kind: 'http-error', httpStatus: 500 }, 'answered HTTP 500'],
  [{ kind: 'hang-up' }, 'hung up'],
  [{ kind: 'malformed' }, 'answered half of a JSON text'],
  [{ kind: 'cut-off' }, 'ended in the middle of its answer'],
] as const;

export const placesFailing: Check = {
  id: 'places.failing',
  title: 'A failure of Places harms neither the server nor the next question',
  needs: 'server',
  async run(trial) {
    const first = await trial.report(trial.server);
    await askPlaces(trial, trial.server, first.client);
    for (const [failure, what] of FAILURES) {
      const { client } = await trial.report(trial.server);
      trial.places.behave(failure);
      await trial.ask(trial.server, client);
      trial.places.behave({ kind: 'places', count: 20 });
      trial.expectAlive(trial.server);
      const next = await trial.report(trial.server);
      const { line } = await trial.ask(trial.server, next.client);
      trial.expect(
        line !== undefined,
        `after Places had ${what}, ${trial.server} did not answer the next WHATSAT with an AT line`,
        { hint: 'What the request to Places throws must be caught.' },
      );
    }
  },
};
