import type { Check } from '../check.ts';
import { INVALID_LINES } from '../invalid-lines.ts';
import { expectRefusedAfterGood } from '../refusal.ts';

export const invalidLocation: Check = {
  id: 'invalid.location',
  title: 'What is no latitude and longitude in ISO 6709 is invalid',
  needs: 'server',
  run: (trial) =>
    expectRefusedAfterGood(
      trial,
      INVALID_LINES.location,
      'A location is a latitude and a longitude, each with its sign, digits, and perhaps a point and digits.',
    ),
};
