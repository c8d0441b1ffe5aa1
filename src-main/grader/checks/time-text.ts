import type { Check } from '../check.ts';
import { expectNewest } from '../newest.ts';

export const timeText: Check = {
  id: 'time.text',
  title: 'Time stamps are compared as numbers, not as text',
  needs: 'server',
  async run(trial) {
    for (const [older, newer] of [
      ['999999999.5', '1000000000.25'],
      ['9.75', '10.5'],
      ['1479413884.9', '1479413885'],
    ] as const) {
      await expectNewest(trial, {
        older,
        newer,
        what: 'the report with the smaller time stamp',
        hint: 'The time stamp was compared as text, in which 9 is greater than 10.',
      });
    }
  },
};
