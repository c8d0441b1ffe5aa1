/** Plain decimals in bytes, `digit {digit} ["." {digit}]`: read, bounded and compared without making numbers of them. */
import { DOT, isDigit, ZERO } from './bytes.ts';

/** Where the decimal that begins at `start` ends (exclusive), or -1 if there is none. `34.` is one, `.5` is not. */
export function decimalEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && isDigit(bytes[at] as number)) at++;
  if (at === start) return -1;
  if (at === end || bytes[at] !== DOT) return at;
  at++;
  while (at < end && isDigit(bytes[at] as number)) at++;
  return at;
}

/** Whether the valid decimal in [start, end) is at most the whole number `max`. Exact for any number of digits. */
export function isAtMost(bytes: Uint8Array, start: number, end: number, max: number): boolean {
  let whole = 0;
  let at = start;
  for (; at < end && bytes[at] !== DOT; at++) {
    whole = whole * 10 + ((bytes[at] as number) - ZERO);
    if (whole > max) return false;
  }
  if (whole < max) return true;
  for (at++; at < end; at++) {
    if (bytes[at] !== ZERO) return false;
  }
  return true;
}

/**
 * Order of two valid decimals: negative, 0 or positive. Exact for any number of digits on either side of the
 * point, so timestamps a nanosecond apart (or less) are told apart, and `1.5`, `01.50` are equal.
 */
export function compareDecimals(
  a: Uint8Array,
  aStart: number,
  aEnd: number,
  b: Uint8Array,
  bStart: number,
  bEnd: number,
): number {
  let i = aStart;
  let j = bStart;
  while (i < aEnd && a[i] === ZERO) i++;
  while (j < bEnd && b[j] === ZERO) j++;
  // The whole parts: the one with more digits is the greater; with as many, the first that differs decides.
  let firstDifference = 0;
  for (;;) {
    const aDone = i >= aEnd || a[i] === DOT;
    const bDone = j >= bEnd || b[j] === DOT;
    if (aDone || bDone) {
      if (aDone !== bDone) return aDone ? -1 : 1;
      break;
    }
    if (firstDifference === 0) firstDifference = (a[i] as number) - (b[j] as number);
    i++;
    j++;
  }
  if (firstDifference !== 0) return firstDifference;
  // The fractions: digit by digit, missing ones are zero.
  for (i++, j++; i < aEnd || j < bEnd; i++, j++) {
    const difference = (i < aEnd ? (a[i] as number) : ZERO) - (j < bEnd ? (b[j] as number) : ZERO);
    if (difference !== 0) return difference;
  }
  return 0;
}
