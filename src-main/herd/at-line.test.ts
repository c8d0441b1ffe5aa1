/** AT lines in bytes: they say what the messages say, and their fields stand where they are said to. */

import { describe, expect, it } from 'vitest';
import { ByteWriter } from '../../src-shared/protocol/byte-writer.ts';
import { viewOf } from '../../src-shared/protocol/bytes.ts';
import {
  decodeText,
  encodeText,
  PROTOCOL_LIMITS,
  parseLine,
  updateOf,
  writeLine,
} from '../../src-shared/protocol/index.ts';
import { AT, IAMAT, LineScan } from '../../src-shared/protocol/line-scan.ts';
import { canBePassedOn, isPlain, writePlain, writeReportAsUpdate } from './at-line.ts';

const RECEIVED = { seconds: 1479413884, nanos: 656_000_000 };
const PLAIN = 'AT Alford +0.263873386 kiwi +34.068930-118.445127 1479413884.392014450';

/** Where the six fields of the AT line at `from` stand, as a fresh look at it says. */
function placesIn(bytes: Uint8Array, from: number, to: number): number[][] {
  const scan = new LineScan();
  expect(scan.scan(bytes, from, to)).toBe(AT);
  return [Array.from(scan.starts), Array.from(scan.ends)];
}

/** A writer that is in use already, and so small that it must grow. */
function usedWriter(): ByteWriter {
  const out = new ByteWriter(8);
  out.text('before\n');
  return out;
}

describe('a report as an update', () => {
  const lines = [
    'IAMAT kiwi.cs.ucla.edu +34.068930-118.445127 1479413884.392014450',
    '  IAMAT\t客户-🐑 \r +34-118  1479413885. ',
    `IAMAT ${'x'.repeat(3000)} +90.0-180.000 ${'9'.repeat(40)}.5`,
  ];
  it.each(lines)('%.40s', (line) => {
    const bytes = encodeText(line);
    const scan = new LineScan();
    expect(scan.scan(bytes, 0, bytes.length)).toBe(IAMAT);
    const out = usedWriter();
    const start = out.length;
    const at = new LineScan();
    writeReportAsUpdate(out, viewOf(encodeText('AT Alford ')), RECEIVED, scan, at);
    const report = parseLine(line);
    if (report.kind !== 'iamat') throw new Error('a report');
    expect(decodeText(out.bytes.subarray(start, out.length))).toBe(
      writeLine(updateOf(report, 'Alford', RECEIVED)),
    );
    expect([Array.from(at.starts), Array.from(at.ends)]).toEqual(placesIn(out.bytes, start, out.length));
  });
});

describe('the form that is stored', () => {
  const scanned = (line: string): { bytes: Uint8Array; scan: LineScan } => {
    const bytes = encodeText(line);
    const scan = new LineScan();
    expect(scan.scan(bytes, 0, bytes.length)).toBe(AT);
    return { bytes, scan };
  };

  it.each([PLAIN, ` ${PLAIN}`, `${PLAIN} `, `${PLAIN}  Ball Welsh`])(
    'is told from others: “%s” has it',
    (line) => {
      const { scan } = scanned(line);
      expect(isPlain(scan)).toBe(true);
    },
  );

  it.each([
    PLAIN.replace(' ', '  '),
    PLAIN.replace(' ', '\t'),
    PLAIN.replace(' 1479', '\r1479'),
    `\t${PLAIN.replaceAll(' ', ' \v')} Ball`,
  ])('is made of any other: %j', (line) => {
    const { scan } = scanned(line);
    expect(isPlain(scan)).toBe(false);
    const out = usedWriter();
    const start = out.length;
    writePlain(out, scan);
    expect(decodeText(out.bytes.subarray(start, out.length))).toBe(PLAIN);
    expect([Array.from(scan.starts), Array.from(scan.ends)]).toEqual(placesIn(out.bytes, start, out.length));
    expect(isPlain(scan)).toBe(true);
  });
});

describe('what can be passed on', () => {
  /** An AT line of exactly so many bytes. */
  const ofLength = (length: number): string => PLAIN.replace('kiwi', 'k'.repeat(length - PLAIN.length + 4));
  const canBe = (line: string): boolean => {
    const bytes = encodeText(`  ${line} Ball`);
    const scan = new LineScan();
    expect(scan.scan(bytes, 0, bytes.length)).toBe(AT);
    return canBePassedOn(scan);
  };

  it('is still a line that peers accept with the longest name appended', () => {
    const longest = ofLength(PROTOCOL_LIMITS.lineBytes - PROTOCOL_LIMITS.senderBytes);
    expect(canBe(longest)).toBe(true);
    expect(canBe(ofLength(longest.length + 1))).toBe(false);
    expect(`${longest} ${'N'.repeat(64)}`).toHaveLength(PROTOCOL_LIMITS.lineBytes);
  });
});
