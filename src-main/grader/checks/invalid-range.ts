import type { Check } from '../check.ts';
import { expectRefused } from '../refusal.ts';

const GOOD = ['+90.0-180.0', '-90+180', '+12.5+179.999999', '-89.999-91.5'];
const BAD = [
  ['+90.5-118.5', 'a latitude of more than 90 degrees'],
  ['-91-118.5', 'a latitude of less than -90 degrees'],
  ['+34.5+180.5', 'a longitude of more than 180 degrees'],
  ['+34.5-200.25', 'a longitude of less than -180 degrees'],
] as const;

export const invalidRange: Check = {
  id: 'invalid.range',
  title: 'Latitudes go to 90 degrees, longitudes to 180',
  needs: 'server',
  async run(trial) {
    for (const location of GOOD) {
      const { text } = await trial.talk(trial.server, `IAMAT ${trial.client()} ${location} ${trial.now()}`);
      trial.expect(
        text.startsWith('AT '),
        `${trial.server} did not take ${location}, which is a valid location`,
      );
    }
    for (const [location, what] of BAD) {
      await expectRefused(trial, `IAMAT ${trial.client()} ${location} ${trial.now()}`, what);
    }
  },
};
