/** The first byte that isn't as expected: found, and shown with a caret below it. */
import { visibleByte } from '../../src-shared/visible-bytes.ts';

/** Where a reply left what was expected of it. */
export interface WrongByte {
  /** Offset in the reply, from 0. */
  readonly offset: number;
  /** What stands there by rights: a byte, or in words. */
  readonly expected: string;
  /** The byte that stands there; undefined when the reply ends before it. */
  readonly got: number | undefined;
  /** Two or three lines for people, the last with a caret. */
  readonly lines: readonly string[];
}

/** Bytes shown before and after the wrong one. */
const AROUND = 32;

/** Offset of the first difference, or undefined if `got` begins with all of `expected`. */
export function firstDifference(expected: Uint8Array, got: Uint8Array): number | undefined {
  for (let at = 0; at < expected.length; at++) {
    if (expected[at] !== got[at]) return at;
  }
  return undefined;
}

const row = (bytes: Uint8Array, from: number, to: number): string => {
  const shown = Array.from(bytes.subarray(from, to), visibleByte).join('');
  return `${from > 0 ? '…' : ''}${shown}${to < bytes.length ? '…' : ''}`;
};

/**
 * @param expected the exact bytes, where they are known
 * @param what what stands at `offset` by rights, in words
 */
export function wrongByte(got: Uint8Array, offset: number, what: string, expected?: Uint8Array): WrongByte {
  const from = Math.max(0, offset - AROUND);
  const to = offset + AROUND;
  const caret = Array.from(got.subarray(from, offset), visibleByte).join('').length + (from > 0 ? 1 : 0);
  return {
    offset,
    expected: what,
    got: got[offset],
    lines: [
      ...(expected ? [`expected: ${row(expected, from, Math.min(to, expected.length))}`] : []),
      `got:      ${row(got, from, Math.min(to, got.length))}`,
      `          ${' '.repeat(caret)}^ byte ${offset}: expected ${what}, got ${describeByte(got[offset])}`,
    ],
  };
}

export function describeByte(byte: number | undefined): string {
  if (byte === undefined) return 'nothing more';
  return `“${visibleByte(byte)}” (0x${byte.toString(16).padStart(2, '0')})`;
}

/** The wrong byte of a reply that should have been exactly `expected`; undefined if it begins with it. */
export function compareReply(expected: Uint8Array, got: Uint8Array): WrongByte | undefined {
  const offset = firstDifference(expected, got);
  return offset === undefined ? undefined : wrongByte(got, offset, describeByte(expected[offset]), expected);
}
