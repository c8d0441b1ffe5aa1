import type { Check } from '../check.ts';
import { INVALID_LINES } from '../invalid-lines.ts';
import { expectRefused } from '../refusal.ts';
import { expectTaken } from '../valid-question.ts';

export const whatsatUnknown: Check = {
  id: 'whatsat.unknown',
  title: 'WHATSAT of a client that never reported is invalid',
  needs: 'server',
  async run(trial) {
    const { client } = await trial.report(trial.server);
    await expectTaken(trial, client, 'a WHATSAT of a client that it knows');
    await expectRefused(trial, INVALID_LINES.unknownClient(trial));
  },
};
