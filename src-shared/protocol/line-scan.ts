/**
 * One line's bytes → what it is and where its fields stand. The ONLY place that knows the grammar's
 * line forms; it makes no objects, so servers can call it for each of a million lines.
 */
import { DELETE, DOT, isVisibleWord, isWhiteSpace, LF, MINUS, PLUS, SPACE, viewOf } from './bytes.ts';
import { decimalEnd, digitsEnd, isAtMost } from './decimal.ts';
import { PROTOCOL_LIMITS } from './limits.ts';
import { longitudeStart } from './location.ts';
import { isTimestamp } from './timestamp.ts';

export const BLANK = 0;
export const INVALID = 1;
export const IAMAT = 2;
export const WHATSAT = 3;
export const AT = 4;
export type LineKind = typeof BLANK | typeof INVALID | typeof IAMAT | typeof WHATSAT | typeof AT;

/** Fields by number; field 0 is the keyword. */
export const REPORT = { client: 1, location: 2, timestamp: 3 } as const;
export const ASK = { client: 1, radius: 2, bound: 3 } as const;
export const UPDATE = { origin: 1, diff: 2, client: 3, location: 4, timestamp: 5 } as const;
const UPDATE_FIELDS = 6;
const NO_VIEW = viewOf(new Uint8Array(0));

/** Where the fields of the last scanned line stand. One is made once and used for each line. */
export class LineScan {
  /** Field i is bytes [starts[i], ends[i]). Of fields beyond the sixth only the place of all together is kept. */
  readonly starts = new Int32Array(UPDATE_FIELDS);
  readonly ends = new Int32Array(UPDATE_FIELDS);
  fields = 0;
  /** The names that a peer appended to an AT line, white space between them; empty when both are equal. */
  extrasStart = 0;
  extrasEnd = 0;

  /** Whether the last line was printable ASCII and spaces: nothing to escape on a terminal. */
  plain = true;

  /** The bytes that the fields stand in. */
  view: DataView = NO_VIEW;
  /** The bytes of the last look, and their view: mostly they are the same again. */
  #seen: Uint8Array | undefined;
  #seenView: DataView = NO_VIEW;

  /** The fields to be found next stand in these bytes. */
  look(bytes: Uint8Array): void {
    if (bytes !== this.#seen) {
      this.#seen = bytes;
      this.#seenView = viewOf(bytes);
    }
    this.view = this.#seenView;
  }

  /** Reads the line in [start, end), which is without its line end. */
  scan(bytes: Uint8Array, start: number, end: number): LineKind {
    this.look(bytes);
    // A line is one: with an LF inside it is something that no stream could have brought.
    return this.split(bytes, start, end) < end ? INVALID : this.classify();
  }

  /** Finds the fields of the line that begins at `start`. Returns where its LF stands, or `stop` if there is none before. */
  split(bytes: Uint8Array, start: number, stop: number): number {
    const { starts, ends, view } = this;
    let count = 0;
    let plain = true;
    let at = start;
    this.extrasStart = this.extrasEnd = stop;
    for (;;) {
      for (; at < stop && isWhiteSpace(bytes[at] as number); at++) {
        if (bytes[at] !== SPACE) plain = false;
      }
      if (at >= stop || bytes[at] === LF) break;
      const from = at;
      while (at + 4 <= stop && isVisibleWord(view, at)) at += 4;
      for (; at < stop; at++) {
        const byte = bytes[at] as number;
        if (byte > SPACE) {
          if (byte >= DELETE) plain = false;
        } else if (byte === LF || isWhiteSpace(byte)) {
          break;
        } else {
          plain = false;
        }
      }
      if (count < UPDATE_FIELDS) {
        starts[count] = from;
        ends[count] = at;
      } else {
        if (count === UPDATE_FIELDS) this.extrasStart = from;
        this.extrasEnd = at;
      }
      count++;
    }
    this.fields = count;
    this.plain = plain;
    return at;
  }

  /** What the line is whose fields were found last. */
  classify(): LineKind {
    if (this.fields === 0) return BLANK;
    switch ((this.ends[0] as number) - (this.starts[0] as number)) {
      case 2:
        return this.fields >= UPDATE_FIELDS && this.#isUpdate() ? AT : INVALID;
      case 5:
        return this.fields === 4 && this.#isReport() ? IAMAT : INVALID;
      case 7:
        return this.fields === 4 && this.#isAsk() ? WHATSAT : INVALID;
      default:
        return INVALID;
    }
  }

  #isReport(): boolean {
    return (
      this.#isKeyword(IAMAT_BYTES) && this.#isLocation(REPORT.location) && this.#isTimestamp(REPORT.timestamp)
    );
  }

  #isAsk(): boolean {
    const { starts, ends, view } = this;
    const radius = starts[ASK.radius] as number;
    const radiusEnd = ends[ASK.radius] as number;
    const bound = starts[ASK.bound] as number;
    const boundEnd = ends[ASK.bound] as number;
    return (
      this.#isKeyword(WHATSAT_BYTES) &&
      decimalEnd(view, radius, radiusEnd) === radiusEnd &&
      isAtMost(view, radius, radiusEnd, PROTOCOL_LIMITS.radiusKm) &&
      isWhole(view, bound, boundEnd) &&
      isAtMost(view, bound, boundEnd, PROTOCOL_LIMITS.bound)
    );
  }

  #isUpdate(): boolean {
    return (
      this.#isKeyword(AT_BYTES) &&
      isDiff(this.view, this.starts[UPDATE.diff] as number, this.ends[UPDATE.diff] as number) &&
      this.#isLocation(UPDATE.location) &&
      this.#isTimestamp(UPDATE.timestamp)
    );
  }

  #isKeyword(keyword: readonly number[]): boolean {
    const start = this.starts[0] as number;
    for (let i = 0; i < keyword.length; i++) {
      if (this.view.getUint8(start + i) !== keyword[i]) return false;
    }
    return true;
  }

  #isLocation(field: number): boolean {
    return longitudeStart(this.view, this.starts[field] as number, this.ends[field] as number) >= 0;
  }

  #isTimestamp(field: number): boolean {
    return isTimestamp(this.view, this.starts[field] as number, this.ends[field] as number);
  }
}

const keywordBytes = (word: string): readonly number[] => [...word].map((letter) => letter.charCodeAt(0));
const IAMAT_BYTES = keywordBytes('IAMAT');
const WHATSAT_BYTES = keywordBytes('WHATSAT');
const AT_BYTES = keywordBytes('AT');

function isWhole(bytes: DataView, start: number, end: number): boolean {
  return end > start && digitsEnd(bytes, start, end) === end;
}

/** `diff = sign digit {digit} "." digit {digit}`: unlike a coordinate it must have a fraction's digits. */
function isDiff(bytes: DataView, start: number, end: number): boolean {
  const sign = bytes.getUint8(start);
  if (sign !== PLUS && sign !== MINUS) return false;
  if (decimalEnd(bytes, start + 1, end) !== end || bytes.getUint8(end - 1) === DOT) return false;
  return !isWhole(bytes, start + 1, end);
}
