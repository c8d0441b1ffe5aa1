import type { Check } from '../check.ts';
import { expectNewest } from '../newest.ts';
import { nanosToTimestamp } from '../trial.ts';

const SECOND = 1_000_000_000n;

export const timeStale: Check = {
  id: 'time.stale',
  title: 'An older report that comes later does not replace a newer one',
  needs: 'server',
  async run(trial) {
    const now = BigInt(trial.now().replace('.', ''));
    await expectNewest(trial, {
      older: nanosToTimestamp(now - 10n * SECOND),
      newer: nanosToTimestamp(now),
      what: 'the report with the older time stamp',
      hint: 'What counts is when the client sent a report, not when it came.',
    });
  },
};
