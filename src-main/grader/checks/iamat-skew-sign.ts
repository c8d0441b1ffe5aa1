import type { Check } from '../check.ts';
import { wallSeconds } from '../talk.ts';

/** Seconds by which the client's clock is ahead of ours. */
const AHEAD = [-5, -2_000_000, 1_000, 3.25] as const;

export const iamatSkewSign: Check = {
  id: 'iamat.skew-sign',
  title: 'The time difference is + for a client whose clock is behind, - for one whose clock is ahead',
  needs: 'server',
  async run(trial) {
    for (const ahead of AHEAD) {
      const timestamp = (wallSeconds() + ahead).toFixed(6);
      const { line, update } = await trial.report(trial.server, { timestamp });
      const [sign, side] = ahead < 0 ? ['+', 'behind'] : ['-', 'ahead'];
      const size = Math.abs(ahead);
      const expected = line.replace(` ${update.diff} `, ` ${sign}${update.diff.replace(/^[-+]+/, '')} `);
      trial.expectEqual(
        line,
        expected,
        `the client’s clock is ${size} s ${side}, and ${trial.server} wrote the difference as ${update.diff} instead of with one ${sign}`,
        'The difference is the server’s time minus the client’s time stamp, always with its sign.',
      );
    }
  },
};
