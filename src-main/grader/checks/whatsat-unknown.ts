import type { Check } from '../check.ts';
import { expectRefused } from '../refusal.ts';

export const whatsatUnknown: Check = {
  id: 'whatsat.unknown',
  title: 'WHATSAT of a client that never reported is invalid',
  needs: 'server',
  async run(trial) {
    const { client } = await trial.report(trial.server);
    const { line } = await trial.ask(trial.server, client);
    trial.expect(line !== undefined, `${trial.server} refused a WHATSAT of a client that it knows`);
    await expectRefused(
      trial,
      `WHATSAT ${trial.client()} 10 5`,
      'a question about a client that nobody has heard of',
    );
  },
};
