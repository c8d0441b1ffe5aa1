/** As much of DER, the encoding of certificates, as making one takes. */

const CONSTRUCTED = 0x20;
const CONTEXT = 0x80;

function tagged(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.of(tag, length), content]);
  const digits = length < 0x100 ? [length] : [length >> 8, length & 0xff];
  return Buffer.concat([Buffer.of(tag, 0x80 | digits.length, ...digits), content]);
}

export const sequence = (...parts: readonly Uint8Array[]): Buffer => tagged(0x30, ...parts);
export const set = (...parts: readonly Uint8Array[]): Buffer => tagged(0x31, ...parts);
export const boolean = (value: boolean): Buffer => tagged(0x01, Buffer.of(value ? 0xff : 0));
/** A positive number by its bytes, the highest of them below 0x80. */
export const integer = (bytes: Uint8Array): Buffer => tagged(0x02, bytes);
export const octets = (...parts: readonly Uint8Array[]): Buffer => tagged(0x04, ...parts);
export const text = (value: string): Buffer => tagged(0x0c, Buffer.from(value, 'utf8'));
export const bits = (bytes: Uint8Array, unused = 0): Buffer => tagged(0x03, Buffer.of(unused), bytes);
/** `[number]` around whole values. */
export const explicit = (number: number, ...parts: readonly Uint8Array[]): Buffer =>
  tagged(CONTEXT | CONSTRUCTED | number, ...parts);
/** `[number]` in the place of a value's own tag. */
export const implicit = (number: number, content: Uint8Array): Buffer => tagged(CONTEXT | number, content);

/** `1.2.840.10045.4.3.2` */
export function objectId(dotted: string): Buffer {
  const [first = 0, second = 0, ...others] = dotted.split('.').map(Number);
  return tagged(0x06, Buffer.from([first * 40 + second, ...others.flatMap(base128)]));
}

function base128(value: number): number[] {
  const digits = [value & 0x7f];
  for (let rest = value >> 7; rest > 0; rest >>= 7) digits.unshift(0x80 | (rest & 0x7f));
  return digits;
}

/** Seconds of UTC, in the form for years before 2050. */
export const utcTime = (time: Date): Buffer =>
  tagged(0x17, Buffer.from(`${time.toISOString().slice(2, 19).replaceAll(/\D/g, '')}Z`, 'ascii'));
