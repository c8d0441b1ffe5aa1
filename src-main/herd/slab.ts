/**
 * Records of bytes, packed: a million clients in about a hundred bytes each, none of them an object. Memory is
 * taken in chunks and never given back while the server lives; a record that outgrows its place
 * moves, and the place is used again for another of its size.
 */

const UNIT = 16;
const CHUNK_BYTES = 1024 * 1024;
const UNITS_PER_CHUNK = CHUNK_BYTES / UNIT;
/** A place is a 32-bit number: the chunk above, the unit in it below. */
const CHUNK_SHIFT = Math.log2(UNITS_PER_CHUNK);
const UNIT_MASK = UNITS_PER_CHUNK - 1;

/** There is no place any more. */
export const NO_PLACE = -1;

export class Slab {
  /** A record's bytes are chunk(ref)[offset(ref) ...]. */
  readonly #chunks: Uint8Array<ArrayBuffer>[] = [];
  readonly #words: Uint16Array<ArrayBuffer>[] = [];
  readonly #views: DataView[] = [];
  /** Free places by their size in units. */
  readonly #free: number[][] = [];
  #next = 0;
  #end = 0;

  /** Bytes taken from the system. */
  get bytes(): number {
    return this.#chunks.length * CHUNK_BYTES;
  }

  chunk(ref: number): Uint8Array<ArrayBuffer> {
    return this.#chunks[ref >>> CHUNK_SHIFT] as Uint8Array<ArrayBuffer>;
  }

  /** The same bytes as a view. */
  view(ref: number): DataView {
    return this.#views[ref >>> CHUNK_SHIFT] as DataView;
  }

  /** The same bytes as 16-bit words; a record's first word is words[wordOffset(ref)]. */
  words(ref: number): Uint16Array<ArrayBuffer> {
    return this.#words[ref >>> CHUNK_SHIFT] as Uint16Array<ArrayBuffer>;
  }

  offset(ref: number): number {
    return (ref & UNIT_MASK) * UNIT;
  }

  wordOffset(ref: number): number {
    return (ref & UNIT_MASK) * (UNIT / 2);
  }

  /** How many bytes a record of `size` bytes occupies. */
  roundUp(size: number): number {
    return Math.ceil(size / UNIT) * UNIT;
  }

  /**
   * A place of at least `size` bytes (at most 1 MiB); its content is whatever was there. NO_PLACE if a further
   * chunk would have to be taken although `maxBytes` have been.
   */
  allocate(size: number, maxBytes: number): number {
    const units = Math.ceil(size / UNIT);
    const reused = this.#free[units]?.pop();
    if (reused !== undefined) return reused;
    if (this.#next + units > this.#end) {
      if (this.bytes >= maxBytes) return NO_PLACE;
      this.#grow();
    }
    const ref = this.#next;
    this.#next += units;
    return ref;
  }

  /** Gives the place of a record of `size` bytes back. */
  release(ref: number, size: number): void {
    const units = Math.ceil(size / UNIT);
    this.#free[units] ??= [];
    this.#free[units].push(ref);
  }

  #grow(): void {
    const buffer = new ArrayBuffer(CHUNK_BYTES);
    this.#next = this.#chunks.length * UNITS_PER_CHUNK;
    this.#end = this.#next + UNITS_PER_CHUNK;
    this.#chunks.push(new Uint8Array(buffer));
    this.#words.push(new Uint16Array(buffer));
    this.#views.push(new DataView(buffer));
  }
}
