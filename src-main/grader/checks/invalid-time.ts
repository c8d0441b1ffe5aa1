import type { Check } from '../check.ts';
import { expectRefusedAfterGood } from '../refusal.ts';

const BAD = [
  'nan',
  'NaN',
  'inf',
  'Infinity',
  '1e9',
  '1.5E3',
  '-5',
  '-1479413884.5',
  'now',
  '1.2.3',
  '0x10',
  '12:30',
];

export const invalidTime: Check = {
  id: 'invalid.time',
  title: 'What is no time in seconds since 1970 is invalid',
  needs: 'server',
  async run(trial) {
    const lines = BAD.map(
      (time) => [`IAMAT ${trial.client()} ${trial.location()} ${time}`, `${time} as a time stamp`] as const,
    );
    await expectRefusedAfterGood(
      trial,
      lines,
      'float() also takes nan, inf, exponents and signs, which are no time stamps.',
    );
  },
};
