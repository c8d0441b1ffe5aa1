/** A growing run of bytes that is written to and then handed out as one piece: one write for many lines. */
import { encodeText, ZERO } from './bytes.ts';

export class ByteWriter {
  bytes: Uint8Array<ArrayBuffer>;
  length = 0;

  /** @param capacity bytes to begin with; it doubles when it must. */
  constructor(capacity = 4096) {
    this.bytes = new Uint8Array(capacity);
  }

  /** Makes room for `more` bytes. The methods below do so themselves. */
  reserve(more: number): void {
    const needed = this.length + more;
    if (needed <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(needed, this.bytes.length * 2));
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
  }

  byte(value: number): void {
    if (this.length === this.bytes.length) this.reserve(1);
    this.bytes[this.length++] = value;
  }

  /** Copies a range. Lines are short: a loop is quicker than making a view for `set`. */
  copy(source: Uint8Array, start: number, end: number): void {
    const count = end - start;
    this.reserve(count);
    if (count > 512) {
      this.bytes.set(source.subarray(start, end), this.length);
      this.length += count;
      return;
    }
    const target = this.bytes;
    let to = this.length;
    for (let from = start; from < end; from++) target[to++] = source[from] as number;
    this.length = to;
  }

  text(value: string): void {
    const bytes = encodeText(value);
    this.copy(bytes, 0, bytes.length);
  }

  /** A whole number, 0 or more, exact as a double. */
  integer(value: number): void {
    let digits = 1;
    for (let limit = 10; limit <= value; limit *= 10) digits++;
    this.reserve(digits);
    const target = this.bytes;
    let rest = value;
    for (let at = this.length + digits - 1; at >= this.length; at--) {
      const tenth = Math.floor(rest / 10);
      target[at] = ZERO + (rest - tenth * 10);
      rest = tenth;
    }
    this.length += digits;
  }

  /** A whole number of 0..999,999,999 with leading zeros. */
  nineDigits(value: number): void {
    this.reserve(9);
    const target = this.bytes;
    let rest = value | 0;
    for (let at = this.length + 8; at >= this.length; at--) {
      const tenth = (rest / 10) | 0;
      target[at] = ZERO + (rest - tenth * 10);
      rest = tenth;
    }
    this.length += 9;
  }

  /** A copy of what was written; the writer is empty then. */
  take(): Uint8Array<ArrayBuffer> {
    const taken = this.bytes.slice(0, this.length);
    this.length = 0;
    return taken;
  }
}
