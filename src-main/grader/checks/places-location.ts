import { parseLocation } from '../../../src-shared/protocol/index.ts';
import type { Check } from '../check.ts';
import { askPlaces } from '../places-answer.ts';

/** Degrees; about ten metres. */
const TOLERANCE = 0.000_1;

export const placesLocation: Check = {
  id: 'places.location',
  title: 'Places is asked about where the client was in its newest report',
  needs: 'server',
  async run(trial) {
    const client = trial.client();
    for (const location of ['+34.068930-118.445127', '-07.250000+012.500000', '+12.345678+098.765432']) {
      await trial.report(trial.server, { client, location });
      const before = trial.places.requests.length;
      await askPlaces(trial, trial.server, client);
      const request = trial.places.requests[before];
      if (request === undefined)
        return trial.fail(`${trial.server} did not ask Places about ${location}, where the client is now`, {
          hint: 'A client that has moved is near other places.',
        });
      const { latitude, longitude } = request;
      const asked = parseLocation(location);
      const isNear = (a: number | undefined, b = Number.NaN) =>
        a !== undefined && Math.abs(a - b) <= TOLERANCE;
      trial.expect(
        isNear(latitude, asked?.latitude) && isNear(longitude, asked?.longitude),
        `the client is at ${location}, and ${trial.server} asked Places about ${request.location ?? 'no location'}`,
        { hint: 'Places is asked for latitude, longitude of the client’s newest report.' },
      );
    }
  },
};
