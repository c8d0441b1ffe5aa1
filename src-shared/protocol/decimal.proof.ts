/** Decimals of any length against whole-number arithmetic of any length. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeText, viewOf } from './bytes.ts';
import { compareDecimals, decimalEnd, isAtMost } from './decimal.ts';
import { longitudeStart } from './location.ts';
import { decimals, digits, locations, RUNS, upTo } from './testing/arbitraries.ts';
import { compareExactly } from './testing/exact.ts';

/** Pairs that are often equal in value, or differ in one digit only. */
const pairs: fc.Arbitrary<readonly [string, string]> = fc.oneof(
  fc.tuple(decimals, decimals),
  decimals.map((value) => [value, `00${value}${value.includes('.') ? '0' : '.0'}`] as const),
  fc
    .tuple(decimals, fc.nat(), digits(1, 1))
    .map(([value, at, digit]) => [value, replaced(value, at % value.length, digit)] as const),
);

/** A digit replaced; the point stays. */
const replaced = (value: string, at: number, digit: string): string =>
  value[at] === '.' ? value : value.slice(0, at) + digit + value.slice(at + 1);

/** The text in the midst of other digits and points, which must not be looked at. */
function embedded(text: string): { bytes: Uint8Array; start: number; end: number } {
  const bytes = encodeText(`9.9${text}9.9`);
  return { bytes, start: 3, end: bytes.length - 3 };
}

describe('decimals', () => {
  it(`are ordered as whole numbers are, in ${RUNS} pairs`, () => {
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        const x = embedded(a);
        const y = embedded(b);
        const order = Math.sign(
          compareDecimals(viewOf(x.bytes), x.start, x.end, viewOf(y.bytes), y.start, y.end),
        );
        expect(order).toBe(compareExactly(a, b));
        expect(
          Math.sign(compareDecimals(viewOf(y.bytes), y.start, y.end, viewOf(x.bytes), x.start, x.end)) +
            order,
        ).toBe(0);
      }),
      { numRuns: RUNS },
    );
  });

  it(`are bounded as whole numbers are, in ${RUNS} cases`, () => {
    const values = fc.oneof(
      decimals,
      upTo(20),
      upTo(50),
      upTo(180),
      upTo(180).map((value) => `${value}1`),
    );
    fc.assert(
      fc.property(values, fc.constantFrom(0, 20, 50, 90, 180), (value, max) => {
        const { bytes, start, end } = embedded(value);
        expect(isAtMost(viewOf(bytes), start, end, max)).toBe(compareExactly(value, String(max)) <= 0);
      }),
      { numRuns: RUNS },
    );
  });

  it(`end where the grammar says, in ${RUNS} texts`, () => {
    const texts = fc.string({ unit: fc.constantFrom('0', '7', '9', '.', '+', '-', 'e'), maxLength: 12 });
    fc.assert(
      fc.property(texts, fc.nat(12), (text, from) => {
        const start = Math.min(from, text.length);
        const found = /^[0-9]+(?:\.[0-9]*)?/.exec(text.slice(start));
        expect(decimalEnd(viewOf(encodeText(text)), start, text.length)).toBe(
          found === null ? -1 : start + found[0].length,
        );
      }),
      { numRuns: RUNS },
    );
  });
});

describe('locations', () => {
  const LOCATION = /^([+-])([0-9]+(?:\.[0-9]*)?)([+-])([0-9]+(?:\.[0-9]*)?)$/;
  function longitudeOf(text: string): number {
    const found = LOCATION.exec(text);
    if (found === null) return -1;
    const [, , latitude = '', , longitude = ''] = found;
    const inside = compareExactly(latitude, '90') <= 0 && compareExactly(longitude, '180') <= 0;
    return inside ? 1 + latitude.length : -1;
  }

  it(`are told from what is none, in ${RUNS} texts`, () => {
    const odd = fc.string({ unit: fc.constantFrom('+', '-', '.', '0', '9', '18', '/', 'x'), maxLength: 10 });
    const texts = fc.oneof(
      locations,
      fc.tuple(locations, fc.nat(), odd).map(([text, at, more]) => {
        const place = at % text.length;
        return text.slice(0, place) + more + text.slice(place + (at % 3));
      }),
      odd,
    );
    let valid = 0;
    fc.assert(
      fc.property(texts, (text) => {
        const { bytes, start, end } = embedded(text);
        const split = longitudeOf(text);
        if (split >= 0) valid++;
        expect(longitudeStart(viewOf(bytes), start, end)).toBe(split < 0 ? -1 : start + split);
      }),
      { numRuns: RUNS },
    );
    expect(valid).toBeGreaterThan(RUNS / 10);
    expect(RUNS - valid).toBeGreaterThan(RUNS / 10);
  });
});
