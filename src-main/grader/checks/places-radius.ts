import type { Check } from '../check.ts';
import { sayTaken } from '../valid-question.ts';

/** Kilometres, and whether a server may refuse them, because the course doesn’t speak of fractions. */
const RADII = [
  ['10', false],
  ['50', false],
  ['1', false],
  ['2.5', true],
] as const;
/** Metres. */
const TOLERANCE = 1;

export const placesRadius: Check = {
  id: 'places.radius',
  title: 'Places is asked in metres for the radius that is given in kilometres',
  needs: 'server',
  async run(trial) {
    for (const [radius, mayBeRefused] of RADII) {
      const { client } = await trial.report(trial.server);
      const before = trial.places.requests.length;
      const asked = await trial.ask(trial.server, client, radius);
      if (asked.line === undefined && mayBeRefused) continue;
      sayTaken(trial, asked, `a WHATSAT with a radius of ${radius} km`);
      trial.places.expectTaken();
      const metres = trial.places.requests[before]?.radiusMetres;
      trial.expect(
        metres !== undefined && Math.abs(metres - Number(radius) * 1_000) <= TOLERANCE,
        `the radius is ${radius} km, and ${trial.server} asked Places for ${metres === undefined ? 'none' : `${metres} m`}`,
        { hint: 'WHATSAT has kilometres, Google Places has metres.' },
      );
    }
  },
};
