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
  a: Uint8Array,
  aStart: number,
  aEnd: number,
  b: Uint8Array,
  bStart: number,
  bEnd: number,
): number {
  const aLength = aEnd - aStart;
  const bLength = bEnd - bStart;
  const common = aLength < bLength ? aLength : bLength;
  for (let i = 0; i < common; i++) {
    const difference = (a[aStart + i] as number) - (b[bStart + i] as number);
    if (difference !== 0) return difference;
  }
  return aLength - bLength;
}

/** A copy of more bytes than this is quicker through a view, although the view is garbage afterwards. */
const SHORT = 32;

/** Copies source [start, end) to target [at, ...). */
export function copyBytes(
  source: Uint8Array,
  start: number,
  end: number,
  target: Uint8Array,
  at: number,
): void {
  if (end - start > SHORT) {
    target.set(source.subarray(start, end), at);
    return;
  }
  for (let from = start, to = at; from < end; from++, to++) target[to] = source[from] as number;
}
