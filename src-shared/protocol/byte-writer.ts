/** A growing run of bytes that is written to and then handed out as one piece: one write for many lines. */
import { copyBytes, encodeText, viewOf, ZERO } from './bytes.ts';

const BILLION = 1_000_000_000;

export class ByteWriter {
  bytes: Uint8Array<ArrayBuffer>;
  /** The same bytes. */
  view: DataView;
  length = 0;

  /** @param capacity bytes to begin with; it doubles when it must. */
  constructor(capacity = 4096) {
    this.bytes = new Uint8Array(capacity);
    this.view = viewOf(this.bytes);
  }

  /** Makes room for `more` bytes. The methods below do so themselves. */
  reserve(more: number): void {
    const needed = this.length + more;
    if (needed <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(needed, this.bytes.length * 2));
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
    this.view = viewOf(grown);
  }

  byte(value: number): void {
    if (this.length === this.bytes.length) this.reserve(1);
    this.bytes[this.length++] = value;
  }

  /** Copies a range. */
  copy(source: DataView, start: number, end: number): void {
    const count = end - start;
    this.reserve(count);
    copyBytes(source, start, end, this.view, this.length);
    this.length += count;
  }

  /** Appends all of the bytes. */
  append(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  text(value: string): void {
    this.append(encodeText(value));
  }

  /** A whole number, 0 or more, exact as a double. */
  integer(value: number): void {
    // Halves of nine digits each are small enough for whole-number arithmetic, which is several times quicker.
    if (value < BILLION) {
      this.#digits(value, digitsOf(value));
      return;
    }
    const upper = Math.floor(value / BILLION);
    this.integer(upper);
    this.#digits(value - upper * BILLION, 9);
  }

  /** A whole number of 0..999,999,999 with leading zeros. */
  nineDigits(value: number): void {
    this.#digits(value, 9);
  }

  /** A copy of what was written; the writer is empty then. */
  take(): Uint8Array<ArrayBuffer> {
    const taken = this.bytes.slice(0, this.length);
    this.length = 0;
    return taken;
  }

  /** The bytes belong to somebody else now; the writer is empty, with others. */
  giveAway(): void {
    this.bytes = new Uint8Array(this.bytes.length);
    this.view = viewOf(this.bytes);
    this.length = 0;
  }

  #digits(value: number, count: number): void {
    this.reserve(count);
    const target = this.bytes;
    let rest = value | 0;
    for (let at = this.length + count - 1; at >= this.length; at--) {
      const tenth = (rest / 10) | 0;
      target[at] = ZERO + (rest - tenth * 10);
      rest = tenth;
    }
    this.length += count;
  }
}

/** How many digits a whole number below 10⁹ has. */
function digitsOf(value: number): number {
  let digits = 1;
  for (let limit = 10; digits < 9 && limit <= value; limit *= 10) digits++;
  return digits;
}
