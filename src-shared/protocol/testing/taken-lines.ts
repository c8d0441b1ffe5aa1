/** A taker of lines that writes down what it is given: as latin1, so that every byte counts, or as UTF-8. */
import { decodeText } from '../bytes.ts';
import type { LineTaker } from '../line-splitter.ts';

export class TakenLines implements LineTaker {
  /** `line TEXT`, `torso TEXT` (ended by the end of the stream), `overlong TEXT`. */
  readonly lines: string[] = [];
  readonly #goOn: () => boolean;
  readonly #decode: (bytes: Uint8Array) => string;

  /** @param goOn whether a further line is wanted, asked after each */
  constructor(goOn: () => boolean = () => true, decode: (bytes: Uint8Array) => string = decodeText) {
    this.#goOn = goOn;
    this.#decode = decode;
  }

  line(bytes: Uint8Array, start: number, end: number, ended: boolean): boolean {
    return this.#take(ended ? 'line' : 'torso', bytes, start, end);
  }

  overlong(bytes: Uint8Array, start: number, end: number): boolean {
    return this.#take('overlong', bytes, start, end);
  }

  #take(what: string, bytes: Uint8Array, start: number, end: number): boolean {
    if (start < 0 || end < start || end > bytes.length)
      throw new RangeError(`${start}..${end} of ${bytes.length}`);
    this.lines.push(`${what} ${this.#decode(bytes.subarray(start, end))}`);
    return this.#goOn();
  }
}
