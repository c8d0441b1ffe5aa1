/**
 * A stream of bytes → its lines, however it was split into segments, with bounded memory. Line ends and fields are
 * found in one walk over the bytes: who takes a line may ask the LineScan at once what it is.
 */
import { CR, LF } from './bytes.ts';
import { PROTOCOL_LIMITS } from './limits.ts';
import { LineScan } from './line-scan.ts';

/** Who takes the lines. The bytes are only lent for the call: copy what is to be kept. */
export interface LineTaker {
  /**
   * A line, bytes [start, end), without its line end (LF or CR LF). `ended` is false for a last line that only
   * the end of the stream ended. Return false to be given no further line for now.
   */
  line(bytes: Uint8Array, start: number, end: number, ended: boolean): boolean;
  /** A line of more than 8 KiB: its first 64 bytes. Its rest is dropped. Return as above. */
  overlong(bytes: Uint8Array, start: number, end: number): boolean;
}

const LIMIT = PROTOCOL_LIMITS.lineBytes;
const ECHO = PROTOCOL_LIMITS.overlongEchoBytes;
const NO_BYTES: Uint8Array = new Uint8Array(0);

export class LineSplitter {
  /** The beginning of a line whose end hasn't come yet; at most LIMIT bytes. */
  #carry: Uint8Array = NO_BYTES;
  #carried = 0;
  /** In the rest of an over-long line. */
  #dropping = false;
  readonly #fields: LineScan;

  /** @param fields holds the fields of each line while it is taken; many splitters may share one */
  constructor(fields: LineScan = new LineScan()) {
    this.#fields = fields;
  }

  /** Bytes kept for the unfinished line. */
  get pendingBytes(): number {
    return this.#carried;
  }

  /**
   * Gives the lines in chunk [from, size) to `taker`. Returns how far it came: `size`, or less when the taker
   * wanted no more (then call again with the same bytes and that place).
   */
  push(chunk: Uint8Array, from: number, taker: LineTaker, size: number = chunk.length): number {
    let at = from;
    while (at < size) {
      // As far as this line may go; one byte more decides whether it is too long.
      const stop = this.#dropping ? size : Math.min(size, at + LIMIT + 1 - this.#carried);
      this.#fields.look(chunk);
      const end = this.#dropping ? lineEnd(chunk, at, stop) : this.#fields.split(chunk, at, stop);
      if (end === stop) {
        if (this.#dropping) return size;
        if (end - at + this.#carried <= LIMIT) {
          this.#keep(chunk, at, end);
          return size;
        }
        this.#dropping = true;
        const more = this.#giveOverlong(chunk, at, end, taker);
        at = end;
        if (!more) return at;
        continue;
      }
      const more = this.#dropping || this.#give(chunk, at, end, taker);
      this.#dropping = false;
      at = end + 1;
      if (!more) return at;
    }
    return at;
  }

  /** The stream has ended: gives a last line that has no LF. */
  end(taker: LineTaker): void {
    if (this.#carried > 0 && !this.#dropping) {
      this.#fields.look(this.#carry);
      this.#fields.split(this.#carry, 0, this.#carried);
      taker.line(this.#carry, 0, this.#carried, false);
    }
    this.#carried = 0;
    this.#carry = NO_BYTES;
    this.#dropping = false;
  }

  #give(chunk: Uint8Array, start: number, end: number, taker: LineTaker): boolean {
    if (this.#carried === 0) {
      const cr = end > start && chunk[end - 1] === CR ? 1 : 0;
      return taker.line(chunk, start, end - cr, true);
    }
    this.#keep(chunk, start, end);
    const line = this.#carry;
    const length = this.#carried;
    this.#carried = 0;
    this.#fields.look(line);
    this.#fields.split(line, 0, length);
    const cr = line[length - 1] === CR ? 1 : 0;
    return taker.line(line, 0, length - cr, true);
  }

  #giveOverlong(chunk: Uint8Array, start: number, end: number, taker: LineTaker): boolean {
    if (this.#carried < ECHO) this.#keep(chunk, start, Math.min(end, start + ECHO - this.#carried));
    const line = this.#carry;
    this.#carried = 0;
    this.#carry = NO_BYTES;
    return taker.overlong(line, 0, ECHO);
  }

  #keep(chunk: Uint8Array, start: number, end: number): void {
    const length = this.#carried + end - start;
    if (length > this.#carry.length) {
      const grown = new Uint8Array(Math.min(LIMIT, Math.max(length, this.#carry.length * 2, 128)));
      grown.set(this.#carry.subarray(0, this.#carried));
      this.#carry = grown;
    }
    this.#carry.set(chunk.subarray(start, end), this.#carried);
    this.#carried = length;
  }
}

function lineEnd(bytes: Uint8Array, start: number, stop: number): number {
  const at = bytes.indexOf(LF, start);
  return at < 0 || at > stop ? stop : at;
}
