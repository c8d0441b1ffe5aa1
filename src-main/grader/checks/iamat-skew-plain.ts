import type { Check } from '../check.ts';
import { wallSeconds } from '../talk.ts';
import type { Trial } from '../trial.ts';

const FAR = ['1', '1000000000', '99999999999.5', '1479413884.392014450'];
/** Reports whose time stamps are as near as can be to the moment at which they are heard. */
const NEAR_REPORTS = 8;

export const iamatSkewPlain: Check = {
  id: 'iamat.skew-plain',
  title: 'The time difference is a plain decimal number, however small or large',
  needs: 'server',
  async run(trial) {
    for (const timestamp of FAR) await expectPlain(trial, timestamp);
    let onTheWay = 0;
    for (let i = 0; i < NEAR_REPORTS; i++) {
      const sentAt = wallSeconds();
      const diff = await expectPlain(trial, (sentAt + onTheWay).toFixed(6));
      // Signs too many are another check's business.
      onTheWay += Number(diff.replace(/^[-+]*(?=[-+])/, ''));
    }
  },
};

async function expectPlain(trial: Trial, timestamp: string): Promise<string> {
  const { update } = await trial.report(trial.server, { timestamp });
  trial.expect(
    /^[-+]*\d+(\.\d+)?$/.test(update.diff),
    `${trial.server} wrote the time difference as ${update.diff}, not as a plain decimal number`,
    { hint: 'Numbers that are very small or large get an exponent unless they are formatted, as by %+.9f.' },
  );
  return update.diff;
}
