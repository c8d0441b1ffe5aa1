import { expect, it } from 'vitest';
import { late } from './late.ts';
import { CheckFailure, CheckUnknown } from './verdict.ts';

it('fails who is late, with the hint', () => {
  const thrown = late({ overloaded: false }, 'it gave none', { hint: 'look' });
  expect(thrown).toBeInstanceOf(CheckFailure);
  expect(thrown).toMatchObject({ message: 'it gave none', hint: 'look' });
});

it('holds nothing against who is late on an overloaded machine', () => {
  const thrown = late({ overloaded: true }, 'Ball gave no answer within 32.0 s');
  expect(thrown).toBeInstanceOf(CheckUnknown);
  expect(thrown.message).toBe(
    'this machine is overloaded, so it says nothing about the herd that Ball gave no answer within 32.0 s',
  );
});
