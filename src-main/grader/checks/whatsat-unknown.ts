import type { Check } from '../check.ts';
import { INVALID_LINES } from '../invalid-lines.ts';
import { expectRefused } from '../refusal.ts';

export const whatsatUnknown: Check = {
  id: 'whatsat.unknown',
  title: 'WHATSAT of a client that never reported is invalid',
  needs: 'server',
  async run(trial) {
    const { client } = await trial.report(trial.server);
    const { line } = await trial.ask(trial.server, client);
    trial.expect(line !== undefined, `${trial.server} refused a WHATSAT of a client that it knows`);
    await expectRefused(trial, INVALID_LINES.unknownClient(trial));
  },
};
