import { expect, it } from 'vitest';
import { parseLine } from '../protocol/index.ts';
import { readAtLine } from './at-lines.ts';

const at = (n: number): string => `AT Alford +0.1 kiwi${n} +34.07-118.44 1479413884.${n}`;

it('takes a line apart once, and says the same again after it was forgotten', () => {
  const first = readAtLine(at(1));
  expect(first).toEqual(parseLine(at(1)));
  expect(readAtLine(at(1))).toBe(first);
  for (let n = 2; n < 5_000; n += 1) readAtLine(at(n));
  expect(readAtLine(at(1))).not.toBe(first);
  expect(readAtLine(at(1))).toEqual(first);
});

it('says of what is no AT line, and of very long ones, what they are', () => {
  expect(readAtLine('IAMAT kiwi +34.07-118.44 1')).toBeNull();
  expect(readAtLine('? x')).toBeNull();
  expect(readAtLine(`${at(1)} ${'x'.repeat(5_000)}`)?.client).toBe('kiwi1');
});
