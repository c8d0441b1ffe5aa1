import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { median, percentile } from './statistics.ts';

const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 60 });

describe('median', () => {
  it('is the middle value, or the mean of the two in the middle', () => {
    expect(median([3])).toBe(3);
    expect(median([9, 1, 5])).toBe(5);
    expect(median([9, 1, 5, 6])).toBe(5.5);
    expect(median([])).toBeNaN();
  });

  it('has as many values above as below, whatever the order, and leaves the values alone', () => {
    fc.assert(
      fc.property(values, (some) => {
        const before = [...some];
        const middle = median(some);
        expect(some).toEqual(before);
        expect(median([...some].reverse())).toBe(middle);
        const half = some.length / 2;
        expect(some.filter((value) => value < middle).length).toBeLessThanOrEqual(half);
        expect(some.filter((value) => value > middle).length).toBeLessThanOrEqual(half);
      }),
    );
  });
});

describe('percentile', () => {
  it('is the nearest rank', () => {
    const hundred = Array.from({ length: 100 }, (_, n) => 100 - n);
    expect(percentile(hundred, 50)).toBe(50);
    expect(percentile(hundred, 99)).toBe(99);
    expect(percentile(hundred, 100)).toBe(100);
    expect(percentile([7], 99)).toBe(7);
    expect(percentile([], 99)).toBeNaN();
  });

  it('is one of the values, not exceeded by that share of them', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 100 }), (some, percent) => {
        const at = percentile(some, percent);
        expect(some).toContain(at);
        const within = some.filter((value) => value <= at).length;
        const below = some.filter((value) => value < at).length;
        expect(within * 100).toBeGreaterThanOrEqual(percent * some.length);
        expect(below * 100).toBeLessThan(percent * some.length);
      }),
    );
  });
});
