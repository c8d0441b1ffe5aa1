import type { Check } from '../check.ts';
import { INVALID_LINES } from '../invalid-lines.ts';
import { expectRefusedAfterGood } from '../refusal.ts';

export const invalidTime: Check = {
  id: 'invalid.time',
  title: 'What is no time in seconds since 1970 is invalid',
  needs: 'server',
  run: (trial) =>
    expectRefusedAfterGood(
      trial,
      INVALID_LINES.time,
      'float() also takes nan, inf, exponents and signs, which are no time stamps.',
    ),
};
