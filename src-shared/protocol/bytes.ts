/** Bytes of the wire: the few that mean something, and text to bytes and back. */

export const TAB = 0x09;
export const LF = 0x0a;
export const VT = 0x0b;
export const FF = 0x0c;
export const CR = 0x0d;
export const SPACE = 0x20;
export const PLUS = 0x2b;
export const MINUS = 0x2d;
export const DOT = 0x2e;
export const ZERO = 0x30;
export const NINE = 0x39;
export const DELETE = 0x7f;

/** The grammar's `wsch`. LF is not one: it ends a line. */
export const isWhiteSpace = (byte: number): boolean =>
  byte === SPACE || (byte <= CR && byte >= TAB && byte !== LF);

export const isDigit = (byte: number): boolean => byte >= ZERO && byte <= NINE;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

export const encodeText = (text: string): Uint8Array<ArrayBuffer> => encoder.encode(text);

/** Bytes as text for people; what isn't UTF-8 becomes U+FFFD. Never put on the wire again. */
export const decodeText = (bytes: Uint8Array): string => decoder.decode(bytes);

/** Lexicographic order of two byte ranges: negative, 0 or positive. */
export function compareBytes(
  a: DataView,
  aStart: number,
  aEnd: number,
  b: DataView,
  bStart: number,
  bEnd: number,
): number {
  const aLength = aEnd - aStart;
  const bLength = bEnd - bStart;
  const common = aLength < bLength ? aLength : bLength;
  for (let i = 0; i < common; i++) {
    const difference = a.getUint8(aStart + i) - b.getUint8(bStart + i);
    if (difference !== 0) return difference;
  }
  return aLength - bLength;
}

/** The bytes as a view, for the functions below: they take four at a time, which is two to three times as quick. */
export const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Copies source [start, end) to target [at, ...). */
export function copyBytes(source: DataView, start: number, end: number, target: DataView, at: number): void {
  let from = start;
  let to = at;
  for (; from + 4 <= end; from += 4, to += 4) target.setInt32(to, source.getInt32(from));
  for (; from < end; from++, to++) target.setInt8(to, source.getInt8(from));
}

/** Whether a [aStart, aStart + length) and b [bStart, bStart + length) are the same. */
export function sameBytes(a: DataView, aStart: number, b: DataView, bStart: number, length: number): boolean {
  let i = 0;
  for (; i + 4 <= length; i += 4) {
    if (a.getInt32(aStart + i) !== b.getInt32(bStart + i)) return false;
  }
  for (; i < length; i++) {
    if (a.getInt8(aStart + i) !== b.getInt8(bStart + i)) return false;
  }
  return true;
}

/**
 * Whether all four bytes at `at` are visible ASCII, 0x21..0x7e. Borrows and carries between them only ever come
 * from a byte that isn't.
 */
export function isVisibleWord(view: DataView, at: number): boolean {
  const word = view.getInt32(at);
  const tooLow = (word - 0x21212121) & ~word;
  const tooHigh = (word + 0x01010101) | word;
  return ((tooLow | tooHigh) & 0x80808080) === 0;
}

/** Whether all four bytes at `at` are digits: 0x30..0x39. */
export function isDigitWord(view: DataView, at: number): boolean {
  const word = view.getInt32(at);
  return (word & 0xf0f0f0f0) === DIGITS_HIGH && ((word + 0x06060606) & 0xf0f0f0f0) === DIGITS_HIGH;
}

/** The upper halves of four digits. */
const DIGITS_HIGH = 0x30303030;
