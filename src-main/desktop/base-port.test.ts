import { describe, expect, it } from 'vitest';
import { basePortOf } from './base-port.ts';

describe('basePortOf', () => {
  it.each([
    ['', 12_000],
    ['0', 0],
    ['1', 1],
    ['65531', 65_531],
  ])('%j is %d', (text, port) => {
    expect(basePortOf(text, 5)).toBe(port);
  });

  it.each(['65532', '65536', '-1', '1.5', 'x', '1e3', ' 1'])('refuses %j', (text) => {
    expect(() => basePortOf(text, 5)).toThrow(expect.objectContaining({ code: 'PORT_RANGE' }));
  });
});
