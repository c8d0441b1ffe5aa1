import { encodeText } from '../../../src-shared/protocol/index.ts';
import type { Check } from '../check.ts';
import { expectServes } from '../still-serves.ts';

const TIMES = 5;

export const hostileReset: Check = {
  id: 'hostile.reset',
  title: 'A client that resets its connection does no harm',
  needs: 'server',
  async run(trial) {
    const { client } = await trial.report(trial.server);
    const beginnings = [
      '',
      'IAMAT kiwi',
      `IAMAT ${client} ${trial.location()} ${trial.now()}\n`,
      `WHATSAT ${client} 10 5\n`,
    ];
    for (const bytes of beginnings) {
      for (let i = 0; i < TIMES; i++) {
        const connection = await trial.open(trial.server);
        if (bytes !== '') await connection.send(encodeText(bytes));
        connection.close('reset');
      }
      // Two, so that the resets have been seen by the time of the second.
      for (let i = 0; i < 2; i++) {
        await expectServes(
          trial,
          `${trial.server} does not answer clients any more after some have reset their connections`,
        );
      }
    }
  },
};
