import type { Check } from '../check.ts';
import type { Trial } from '../trial.ts';

/** What clocks and their reading may be apart, in seconds. */
const TOLERANCE = 0.05;
/** So long, in seconds, a clock must have gone on. */
const ENOUGH = 0.025;
const FEWEST_REPORTS = 5;

export const iamatSkewValue: Check = {
  id: 'iamat.skew-value',
  title: 'The time difference is the server’s time minus the client’s time stamp',
  needs: 'server',
  async run(trial) {
    for (const seconds of ['1000', '1479413884.392014450']) await heardAt(trial, seconds);
    const first = await heardAt(trial, trial.now());
    // A clock that is read in whole seconds stands still meanwhile.
    for (let reports = 1; ; reports++) {
      const { heard, sentAt } = await heardAt(trial, trial.now());
      if (heard !== first.heard) return;
      trial.expect(
        reports < FEWEST_REPORTS || sentAt - first.answeredAt < ENOUGH,
        `${trial.server}’s time stands still between reports: it is not taken with fractions of a second`,
        { hint: 'The time was made a whole number before the difference was taken.' },
      );
    }
  },
};

/** When the server says that it heard the report; expects that to be between our question and its answer. */
async function heardAt(trial: Trial, timestamp: string) {
  const { update, answer } = await trial.report(trial.server, { timestamp });
  const { sentAt, answeredAt } = answer;
  const heard = Number(update.diff) + Number(timestamp);
  const [least, most] = [sentAt - TOLERANCE, answeredAt + TOLERANCE].map((time) => time - Number(timestamp));
  trial.expect(
    heard >= sentAt - TOLERANCE && heard <= answeredAt + TOLERANCE,
    `${trial.server} gave the time difference ${update.diff}; from when it was asked and answered it must be between ${least?.toFixed(3)} and ${most?.toFixed(3)}`,
    { hint: 'The difference is the server’s time, with its fraction, minus the client’s time stamp.' },
  );
  return { heard, sentAt, answeredAt };
}
