import type { Check } from '../check.ts';
import { expectFlood } from '../flood.ts';

export const floodAll: Check = {
  id: 'flood.all',
  title: 'What any server is told comes to all servers',
  needs: 'herd',
  async run(trial) {
    for (const origin of trial.names) await expectFlood(trial, origin);
  },
};
