import type { Check } from '../check.ts';
import { INVALID_LINES } from '../invalid-lines.ts';
import { expectRefusedAfterGood } from '../refusal.ts';

export const invalidFields: Check = {
  id: 'invalid.fields',
  title: 'A command with too few or too many fields is invalid',
  needs: 'server',
  run: (trial) => expectRefusedAfterGood(trial, INVALID_LINES.fields),
};
