import type { Check } from '../check.ts';
import { expectNewest } from '../newest.ts';

export const timeInteger: Check = {
  id: 'time.integer',
  title: 'Of two reports within one second the newer one counts',
  needs: 'server',
  async run(trial) {
    const seconds = trial.now().split('.')[0];
    await expectNewest(trial, {
      older: `${seconds}.1`,
      newer: `${seconds}.9`,
      what: 'the report that is older by less than a second',
      hint: 'The time stamp was made a whole number before it was compared.',
    });
  },
};
