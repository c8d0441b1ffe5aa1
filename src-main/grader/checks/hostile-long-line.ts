import type { Check } from '../check.ts';
import { expectServes } from '../still-serves.ts';

const BYTES = 1_000_000;
/** So many others while it comes. */
const OTHERS = 20;

export const hostileLongLine: Check = {
  id: 'hostile.long-line',
  title: 'A line without end does no harm',
  needs: 'server',
  async run(trial) {
    await trial.report(trial.server);
    const connection = await trial.open(trial.server);
    connection.push(new Uint8Array(BYTES).fill(0x78));
    for (let i = 0; i < OTHERS; i++) {
      await expectServes(
        trial,
        `${trial.server} answered nobody else while a client sent a line without end`,
      );
    }
  },
};
