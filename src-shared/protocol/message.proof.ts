/** Lines: what is written can be read, and what is read is what the grammar says, whatever comes. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText, encodeText, LF } from './bytes.ts';
import { AT, BLANK, IAMAT, INVALID, LineScan, WHATSAT } from './line-scan.ts';
import { parseLine, updateOf, writeLine } from './message.ts';
import { messages, nearlyValidLines, RUNS, reports, words } from './testing/arbitraries.ts';
import { grammarSays } from './testing/grammar.ts';

const KIND_NAMES = {
  [BLANK]: 'blank',
  [INVALID]: 'invalid',
  [IAMAT]: 'iamat',
  [WHATSAT]: 'whatsat',
  [AT]: 'at',
} as const;

/** Any bytes but LF: random ones, lines that are nearly valid, and those with some bytes changed. */
const lines: fc.Arbitrary<Uint8Array> = fc
  .oneof(
    { weight: 6, arbitrary: nearlyValidLines.map(encodeText) },
    {
      weight: 3,
      arbitrary: fc
        .tuple(nearlyValidLines.map(encodeText), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 }))
        .map(([bytes, changes]) => {
          for (const [at, byte] of changes) if (bytes.length > 0) bytes[at % bytes.length] = byte;
          return bytes;
        }),
    },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 80 }) },
  )
  .map((bytes) => bytes.map((byte) => (byte === LF ? 0 : byte)));

/** A line in the midst of bytes that would make other lines of it. */
function embedded(line: Uint8Array): { bytes: Uint8Array; start: number; end: number } {
  const around = encodeText('IAMAT a 7');
  const bytes = new Uint8Array(line.length + 2 * around.length);
  bytes.set(around);
  bytes.set(line, around.length);
  bytes.set(around, around.length + line.length);
  return { bytes, start: around.length, end: around.length + line.length };
}

describe('a message', () => {
  it(`is read as it was written, in ${RUNS} cases`, () => {
    fc.assert(
      fc.property(messages, (message) => {
        expect(parseLine(writeLine(message))).toEqual(message);
      }),
      { numRuns: RUNS },
    );
  });

  it(`that a report becomes is a valid AT line with its text unchanged, in ${RUNS} cases`, () => {
    const moments = fc.record({ seconds: fc.nat(), nanos: fc.nat(999_999_999) });
    fc.assert(
      fc.property(reports, words, moments, (report, origin, received) => {
        const update = updateOf(report, origin, received);
        const { client, location, timestamp } = report;
        expect(update).toMatchObject({ kind: 'at', origin, client, location, timestamp, extras: [] });
        expect(parseLine(writeLine(update))).toEqual(update);
      }),
      { numRuns: RUNS },
    );
  });
});

describe('any line', () => {
  it(`is what the grammar says, and its fields stand where they stand, in ${RUNS * 2} cases`, () => {
    const scan = new LineScan();
    const seen = { blank: 0, invalid: 0, iamat: 0, whatsat: 0, at: 0 };
    fc.assert(
      fc.property(lines, (line) => {
        const { bytes, start, end } = embedded(line);
        const says = grammarSays(line);
        seen[says.kind]++;
        const kind = KIND_NAMES[scan.scan(bytes, start, end)];
        const place = (from = 0, to = 0) => ({ start: from - start, end: to - start });
        const fields = says.fields.map((_, i) =>
          i < 6 ? place(scan.starts[i], scan.ends[i]) : says.fields[i],
        );
        const extras = place(scan.extrasStart, scan.extrasEnd);
        const count = scan.fields;
        expect({ kind, fields, extras, count }).toEqual({ ...says, count: says.fields.length });
        expect(scan.plain).toBe(line.every((byte) => byte >= 0x20 && byte < 0x7f));
      }),
      { numRuns: RUNS * 2 },
    );
    for (const [kind, count] of Object.entries(seen)) expect([kind, count > RUNS / 50]).toEqual([kind, true]);
  });

  it(`is invalid with an LF inside, in ${RUNS} cases`, () => {
    fc.assert(
      fc.property(lines, fc.nat(), (line, at) => {
        const bytes = new Uint8Array(line.length + 1);
        const place = at % bytes.length;
        bytes.set(line.subarray(0, place));
        bytes[place] = LF;
        bytes.set(line.subarray(place), place + 1);
        expect(parseLine(bytes).kind).toBe('invalid');
      }),
      { numRuns: RUNS },
    );
  });

  it(`is read without an exception, and its text kept, in ${RUNS} cases`, () => {
    fc.assert(
      fc.property(lines, (line) => {
        const parsed = parseLine(line);
        if (parsed.kind === 'blank' || parsed.kind === 'invalid') return;
        expect(writeLine(parsed)).toBe(
          grammarSays(line)
            .fields.map(({ start, end }) => decodeText(line.subarray(start, end)))
            .join(' '),
        );
      }),
      { numRuns: RUNS },
    );
  });
});
