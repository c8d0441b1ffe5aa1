import type { Check } from '../check.ts';
import { INVALID_LINES } from '../invalid-lines.ts';
import { expectRefused } from '../refusal.ts';

const GOOD = ['+90.0-180.0', '-90+180', '+12.5+179.999999', '-89.999-91.5'];

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
    await expectRefused(trial, INVALID_LINES.range(trial));
  },
};
