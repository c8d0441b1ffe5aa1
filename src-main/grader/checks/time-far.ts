import type { Check } from '../check.ts';
import { expectNewest } from '../newest.ts';

export const timeFar: Check = {
  id: 'time.far',
  title: 'Time stamps may have more digits than a double holds',
  needs: 'server',
  async run(trial) {
    for (const [older, newer] of [
      ['1479413884.392014450123', '1479413884.392014450124'],
      ['99999999999.000000001', '99999999999.000000002'],
    ] as const) {
      await expectNewest(trial, {
        older,
        newer,
        what: 'the report that is older in the last digit of its time stamp',
        hint: 'The time stamp was compared with fewer digits than it has.',
      });
    }
  },
};
