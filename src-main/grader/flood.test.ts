import { expect, it } from 'vitest';
import type { Check } from './check.ts';
import { expectFlood } from './flood.ts';
import { COURSE_DIALECT } from './talk.ts';
import { checkOne } from './testing/one-server.ts';

const FLOOD: Check = {
  id: 'x.flood',
  title: 'x',
  needs: 'herd',
  run: async (trial) => void (await expectFlood(trial, 'Alford', { seconds: 0.01 })),
};

it.each([
  ['', /^Alford did not answer WHATSAT about a client that it was told of within/],
  ['? no\n', /^Alford does not know a client that it was told of within/],
])('a server that answers WHATSAT with %j is told just that', async (said, reason) => {
  const outcome = await checkOne(FLOOD, {
    answer: (line) => (line.startsWith('WHATSAT') ? said : `AT Ball +0.5 ${line.slice('IAMAT '.length)}\n`),
    dialect: COURSE_DIALECT,
  });
  expect(outcome).toMatchObject({ verdict: 'fail', reason: expect.stringMatching(reason) });
});
