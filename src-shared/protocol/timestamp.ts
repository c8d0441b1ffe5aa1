/**
 * A client's timestamp: seconds since 1970 as text, kept and echoed byte for byte. Order is exact
 * (compareTimestamps), because a double can't tell two nanoseconds of our century apart.
 */

import type { ByteWriter } from './byte-writer.ts';
import { DOT, encodeText, MINUS, PLUS, viewOf, ZERO } from './bytes.ts';
import { compareDecimals, decimalEnd } from './decimal.ts';

const NANOS = 1_000_000_000;
/** Whole seconds of up to this many digits are exact as a double, with room to subtract. */
const EXACT_DIGITS = 15;

/** A moment as two whole numbers. */
export interface Moment {
  /** Whole seconds since 1970. */
  seconds: number;
  /** 0..999,999,999. */
  nanos: number;
}

export function isTimestamp(bytes: DataView, start: number, end: number): boolean {
  return decimalEnd(bytes, start, end) === end;
}

/** Negative if timestamp `a` is older than `b`, 0 if equal, positive if newer. Both must be valid. */
export function compareTimestamps(a: string, b: string): number {
  // The same update again, as most are that are compared.
  if (a === b) return 0;
  const x = viewOf(encodeText(a));
  const y = viewOf(encodeText(b));
  return Math.sign(compareDecimals(x, 0, x.byteLength, y, 0, y.byteLength));
}

/** A timestamp's nanoseconds since 1970; digits beyond the ninth are cut off. Undefined if it is not a timestamp. */
export function timestampNanoseconds(text: string): bigint | undefined {
  const bytes = viewOf(encodeText(text));
  if (!isTimestamp(bytes, 0, bytes.byteLength)) return undefined;
  const [seconds = '', fraction = ''] = text.split('.');
  return BigInt(seconds) * BigInt(NANOS) + BigInt(fraction.slice(0, 9).padEnd(9, '0'));
}

/** A moment as a timestamp's text with nine decimals. */
export function formatTimestamp({ seconds, nanos }: Moment): string {
  return `${seconds}.${String(nanos).padStart(9, '0')}`;
}

/**
 * Writes the `diff` field: receive time minus the timestamp in [start, end), in seconds, plain decimal, nine
 * digits, always signed; negative when the client's clock is ahead.
 */
export function writeDiff(
  out: ByteWriter,
  received: Moment,
  bytes: DataView,
  start: number,
  end: number,
): void {
  let point = start;
  let seconds = 0;
  for (; point < end && bytes.getUint8(point) !== DOT; point++) {
    seconds = seconds * 10 + (bytes.getUint8(point) - ZERO);
  }
  if (point - start > EXACT_DIGITS) {
    writeHugeDiff(out, received, bytes, start, point, end);
    return;
  }
  const nanos = received.nanos - fractionNanos(bytes, point, end);
  const whole = received.seconds - seconds;
  // The sign is that of whole + nanos / 10⁹; carry so that both parts have it.
  const negative = whole < 0 || (whole === 0 && nanos < 0);
  let magnitude = negative ? -whole : whole;
  let rest = negative ? -nanos : nanos;
  if (rest < 0) {
    magnitude -= 1;
    rest += NANOS;
  }
  out.byte(negative ? MINUS : PLUS);
  out.integer(magnitude);
  out.byte(DOT);
  out.nineDigits(rest);
}

/** The first nine digits after the point at `point`, as nanoseconds. */
function fractionNanos(bytes: DataView, point: number, end: number): number {
  let nanos = 0;
  for (let i = 1; i <= 9; i++) {
    const at = point + i;
    nanos = nanos * 10 + (at < end ? bytes.getUint8(at) - ZERO : 0);
  }
  return nanos;
}

/** The rare timestamp of more than 15 digits: hundreds of thousands of centuries ahead, but legal. */
function writeHugeDiff(
  out: ByteWriter,
  received: Moment,
  bytes: DataView,
  start: number,
  point: number,
  end: number,
): void {
  let digits = '';
  for (let i = start; i < point; i++) digits += String.fromCharCode(bytes.getUint8(i));
  const timestamp = BigInt(digits) * BigInt(NANOS) + BigInt(fractionNanos(bytes, point, end));
  const difference = BigInt(received.seconds) * BigInt(NANOS) + BigInt(received.nanos) - timestamp;
  const magnitude = (difference < 0n ? -difference : difference).toString().padStart(10, '0');
  out.text(`${difference < 0n ? '-' : '+'}${magnitude.slice(0, -9)}.${magnitude.slice(-9)}`);
}
