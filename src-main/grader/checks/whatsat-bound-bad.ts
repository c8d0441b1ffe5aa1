import type { Check } from '../check.ts';
import { expectRefused } from '../refusal.ts';

export const whatsatBoundBad: Check = {
  id: 'whatsat.bound-bad',
  title: 'A bound that is negative or no whole number is invalid',
  needs: 'server',
  async run(trial) {
    const { client } = await trial.report(trial.server);
    const { line } = await trial.ask(trial.server, client);
    trial.expect(line !== undefined, `${trial.server} refused a WHATSAT that is valid`);
    for (const bound of ['-1', '2.5', 'five', 'nan', '1e1', '0x5']) {
      await expectRefused(trial, `WHATSAT ${client} 10 ${bound}`, `${bound} as a bound`);
    }
  },
};
