import type { Check } from '../check.ts';
import { expectNewest } from '../newest.ts';

export const timeNanosecond: Check = {
  id: 'time.nanosecond',
  title: 'Of two reports a nanosecond apart the newer one counts',
  needs: 'server',
  async run(trial) {
    const seconds = trial.now().split('.')[0];
    await expectNewest(trial, {
      older: `${seconds}.500000001`,
      newer: `${seconds}.500000002`,
      what: 'the report that is a nanosecond older',
      hint: 'The time stamp was compared as a double: these two differ by one nanosecond, and as doubles they are equal.',
    });
  },
};
