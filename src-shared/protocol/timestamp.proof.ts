/** Timestamps and diffs against whole-number arithmetic of any length. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteWriter } from './byte-writer.ts';
import { decodeText, encodeText, viewOf } from './bytes.ts';
import { decimals, digits, RUNS } from './testing/arbitraries.ts';
import { compareExactly, scaled } from './testing/exact.ts';
import {
  compareTimestamps,
  formatTimestamp,
  type Moment,
  timestampNanoseconds,
  writeDiff,
} from './timestamp.ts';

const moments: fc.Arbitrary<Moment> = fc.record({
  seconds: fc.oneof(fc.integer({ min: 0, max: 4_000_000_000 }), fc.constantFrom(0, 1, 999_999_999_999)),
  nanos: fc.oneof(fc.integer({ min: 0, max: 999_999_999 }), fc.constantFrom(0, 1, 999_999_999)),
});

/** A moment, and a timestamp of any digits: often within a second of it, or the same to the nanosecond. */
const hearings: fc.Arbitrary<readonly [Moment, string]> = moments.chain((moment) =>
  fc.tuple(
    fc.constant(moment),
    fc.oneof(
      decimals,
      fc.constant(formatTimestamp(moment)),
      fc
        .tuple(fc.integer({ min: -2, max: 2 }), digits(0, 14))
        .map(([later, fraction]) => `${Math.max(0, moment.seconds + later)}.${fraction}`),
      // Around the fifteenth digit, where whole seconds stop being counted as doubles.
      digits(14, 18).map((seconds) => `${seconds}.5`),
    ),
  ),
);

function diffOf(received: Moment, timestamp: string): string {
  const out = new ByteWriter(1);
  const bytes = encodeText(`7${timestamp}7`);
  writeDiff(out, received, viewOf(bytes), 1, bytes.length - 1);
  return decodeText(out.take());
}

describe('diff', () => {
  it(`is the receive time minus the timestamp, to the nanosecond, in ${RUNS} cases`, () => {
    fc.assert(
      fc.property(hearings, ([received, timestamp]) => {
        const diff = diffOf(received, timestamp);
        expect(diff).toMatch(/^[+-](0|[1-9][0-9]*)\.[0-9]{9}$/);
        const exact =
          BigInt(received.seconds) * 1_000_000_000n + BigInt(received.nanos) - scaled(timestamp, 9);
        expect(scaled(diff, 9)).toBe(exact);
        expect(diff.startsWith('-')).toBe(exact < 0n);
      }),
      { numRuns: RUNS },
    );
  });
});

describe('timestamps', () => {
  it(`are ordered exactly, a nanosecond or less apart, in ${RUNS} pairs`, () => {
    const near = fc
      .tuple(digits(1, 12), digits(0, 20), digits(0, 3), digits(0, 3))
      .map(([whole, fraction, a, b]) => [`${whole}.${fraction}${a}`, `${whole}.${fraction}${b}`] as const);
    fc.assert(
      fc.property(fc.oneof(near, fc.tuple(decimals, decimals)), ([a, b]) => {
        expect(compareTimestamps(a, b)).toBe(compareExactly(a, b));
      }),
      { numRuns: RUNS },
    );
  });

  it(`have the nanoseconds that they say, in ${RUNS} cases; a moment's text has its own`, () => {
    fc.assert(
      fc.property(decimals, moments, (timestamp, moment) => {
        expect(timestampNanoseconds(timestamp)).toBe(scaled(timestamp, 9));
        const text = formatTimestamp(moment);
        expect(timestampNanoseconds(text)).toBe(
          BigInt(moment.seconds) * 1_000_000_000n + BigInt(moment.nanos),
        );
      }),
      { numRuns: RUNS },
    );
  });
});

it('tells ...000000001 from ...000000002, which a double cannot', () => {
  const [a, b] = ['1479413884.000000001', '1479413884.000000002'];
  expect(Number(a)).toBe(Number(b));
  expect(compareTimestamps(a, b)).toBe(-1);
});
