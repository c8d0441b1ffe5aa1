import { expect, it } from 'vitest';
import { late } from './late.ts';
import { CheckFailure, CheckUnknown } from './verdict.ts';

it('fails who is late, with the hint', () => {
  const thrown = late({ overloaded: false, waited: '4.0 s' }, 'an answer', 'it gave none', { hint: 'look' });
  expect(thrown).toBeInstanceOf(CheckFailure);
  expect(thrown).toMatchObject({ message: 'it gave none', hint: 'look' });
});

it('holds nothing against who is late on an overloaded machine', () => {
  const thrown = late({ overloaded: true, waited: '32.0 s' }, 'an answer', 'it gave none');
  expect(thrown).toBeInstanceOf(CheckUnknown);
  expect(thrown.message).toMatch(/overloaded: an answer was waited for 32\.0 s/);
});
