/** What one fault costs: a check about one field reads leniently what other checks look at. */
import { expect, it } from 'vitest';
import { gradeHerd } from './testing/grade-herd.ts';

const FLOODED = ['flood.all', 'flood.many', 'flood.storm', 'down.single', 'down.midway', 'restart.tells'];

it.each([
  // Each once cost all that is flooded as well.
  ['first-line-skew-anew', 'whatsat.first-line', ['whatsat.origin', ...FLOODED]],
  ['first-line-own-name', 'whatsat.origin', ['whatsat.first-line', ...FLOODED]],
])('%s costs %s alone', async (herd, meant, others) => {
  const { result } = await gradeHerd(herd, [meant, ...others]);
  expect(result.checks.filter(({ verdict }) => verdict !== 'pass').map(({ id }) => id)).toEqual([meant]);
});
