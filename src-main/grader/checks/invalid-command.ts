import type { Check } from '../check.ts';
import { INVALID_LINES } from '../invalid-lines.ts';
import { expectRefusedAfterGood } from '../refusal.ts';

export const invalidCommand: Check = {
  id: 'invalid.command',
  title: 'Only IAMAT and WHATSAT, in capitals, are commands for clients',
  needs: 'server',
  run: (trial) => expectRefusedAfterGood(trial, INVALID_LINES.command),
};
