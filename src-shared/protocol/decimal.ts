/**
 * Plain decimals in bytes, `digit {digit} ["." {digit}]`: read, bounded and compared without making numbers of them.
 * Where most of a line's bytes are, four are looked at together.
 */
import { DOT, isDigit, isDigitWord, ZERO } from './bytes.ts';

/** Where the decimal that begins at `start` ends (exclusive), or -1 if there is none. `34.` is one, `.5` is not. */
export function decimalEnd(bytes: DataView, start: number, end: number): number {
  const whole = digitsEnd(bytes, start, end);
  if (whole === start) return -1;
  return whole < end && bytes.getUint8(whole) === DOT ? digitsEnd(bytes, whole + 1, end) : whole;
}

/** Where the digits that begin at `start` end. */
export function digitsEnd(bytes: DataView, start: number, end: number): number {
  let at = start;
  while (at + 4 <= end && isDigitWord(bytes, at)) at += 4;
  while (at < end && isDigit(bytes.getUint8(at))) at++;
  return at;
}

/** Whether the valid decimal in [start, end) is at most the whole number `max`. Exact for any number of digits. */
export function isAtMost(bytes: DataView, start: number, end: number, max: number): boolean {
  let whole = 0;
  let at = start;
  for (; at < end && bytes.getUint8(at) !== DOT; at++) {
    whole = whole * 10 + (bytes.getUint8(at) - ZERO);
    if (whole > max) return false;
  }
  if (whole < max) return true;
  for (at++; at < end; at++) {
    if (bytes.getUint8(at) !== ZERO) return false;
  }
  return true;
}

/**
 * Order of two valid decimals: negative, 0 or positive. Exact for any number of digits on either side of the
 * point, so timestamps a nanosecond apart (or less) are told apart, and `1.5`, `01.50` are equal.
 */
export function compareDecimals(
  a: DataView,
  aStart: number,
  aEnd: number,
  b: DataView,
  bStart: number,
  bEnd: number,
): number {
  if (aEnd - aStart === bEnd - bStart) {
    const same = commonLength(a, aStart, b, bStart, aEnd - aStart);
    if (same === aEnd - aStart) return 0;
    if (isPointAlike(a, aStart + same, aEnd, b, bStart + same)) {
      return a.getUint8(aStart + same) - b.getUint8(bStart + same);
    }
  }
  let i = aStart;
  let j = bStart;
  while (i < aEnd && a.getUint8(i) === ZERO) i++;
  while (j < bEnd && b.getUint8(j) === ZERO) j++;
  // The whole parts: the one with more digits is the greater; with as many, the first that differs decides.
  let firstDifference = 0;
  for (;;) {
    const aDone = i >= aEnd || a.getUint8(i) === DOT;
    const bDone = j >= bEnd || b.getUint8(j) === DOT;
    if (aDone || bDone) {
      if (aDone !== bDone) return aDone ? -1 : 1;
      break;
    }
    if (firstDifference === 0) firstDifference = a.getUint8(i) - b.getUint8(j);
    i++;
    j++;
  }
  if (firstDifference !== 0) return firstDifference;
  // The fractions: digit by digit, missing ones are zero.
  for (i++, j++; i < aEnd || j < bEnd; i++, j++) {
    const difference = (i < aEnd ? a.getUint8(i) : ZERO) - (j < bEnd ? b.getUint8(j) : ZERO);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** How many bytes two ranges of this length have alike at their beginning. */
function commonLength(a: DataView, aStart: number, b: DataView, bStart: number, length: number): number {
  let i = 0;
  while (i + 4 <= length && a.getInt32(aStart + i) === b.getInt32(bStart + i)) i += 4;
  while (i < length && a.getUint8(aStart + i) === b.getUint8(bStart + i)) i++;
  return i;
}

/** Whether two rests as long as each other have their point at the same place, or none: then the first digit decides. */
function isPointAlike(a: DataView, aStart: number, aEnd: number, b: DataView, bStart: number): boolean {
  for (let i = aStart, j = bStart; i < aEnd; i++, j++) {
    const aHere = a.getUint8(i) === DOT;
    if (aHere !== (b.getUint8(j) === DOT)) return false;
    if (aHere) return true;
  }
  return true;
}
