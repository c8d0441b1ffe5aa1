/**
 * What a server knows: for each client its newest update, as the bytes of its AT line. Clients have a number
 * (0, 1, 2, ... in the order they were first heard of), which never changes while the server lives; links use it
 * to remember what they still owe.
 */

import type { ByteWriter } from '../../src-shared/protocol/byte-writer.ts';
import { compareBytes, MINUS } from '../../src-shared/protocol/bytes.ts';
import { compareDecimals } from '../../src-shared/protocol/decimal.ts';
import { type LineScan, UPDATE } from '../../src-shared/protocol/line-scan.ts';
import { Slab } from './slab.ts';

/** A record: 8 words of header, then the AT line without its LF. */
const WORD = { diff: 1, client: 2, clientEnd: 3, location: 4, timestamp: 5, end: 6 } as const;
const HEADER_BYTES = 16;
const EMPTY = -1;

export const UNKNOWN = -1;
export type Verdict = 'new' | 'stale' | 'duplicate' | 'full';

export class UpdateStore {
  readonly #slab = new Slab();
  readonly #maxBytes: number;
  readonly #seed: number;
  /** Client numbers by hash, open addressing; a power of two, at most ¾ full. */
  #table = new Int32Array(1024).fill(EMPTY);
  #refs = new Uint32Array(768);
  #hashes = new Int32Array(768);
  #count = 0;

  /**
   * @param maxBytes of records; a client beyond it is not stored ('full')
   * @param seed makes hashes differ from server to server, so that nobody can choose clients that collide
   */
  constructor(maxBytes: number, seed: number) {
    this.#maxBytes = maxBytes;
    this.#seed = seed | 0;
  }

  /** How many clients it knows. */
  get size(): number {
    return this.#count;
  }

  get bytes(): number {
    return this.#slab.bytes + this.#table.byteLength + this.#refs.byteLength + this.#hashes.byteLength;
  }

  /** The number of the client whose id is bytes [start, end), or UNKNOWN. */
  find(bytes: Uint8Array, start: number, end: number): number {
    return this.#find(bytes, start, end, this.#hash(bytes, start, end));
  }

  /**
   * Takes the update whose AT line (6 fields, single spaces) is in `bytes`, its fields where `scan` says, if it
   * is news. Returns 'new' when it is now what the server knows; `lastClient` is the client's number.
   */
  offer(bytes: Uint8Array, scan: LineScan, heardHere: boolean): Verdict {
    const start = scan.starts[UPDATE.client] as number;
    const end = scan.ends[UPDATE.client] as number;
    const hash = this.#hash(bytes, start, end);
    const known = this.#find(bytes, start, end, hash);
    this.lastClient = known;
    if (known === UNKNOWN) {
      if (this.#slab.bytes >= this.#maxBytes) return 'full';
      this.lastClient = this.#add(hash, this.#write(bytes, scan));
      return 'new';
    }
    const order = this.#compare(bytes, scan, known, heardHere);
    if (order <= 0) return order === 0 ? 'duplicate' : 'stale';
    this.#replace(known, bytes, scan);
    return 'new';
  }

  /** The client that the last `offer` was about. */
  lastClient = UNKNOWN;

  /** Appends a client's AT line, without its LF. */
  copyLine(client: number, out: ByteWriter): void {
    const ref = this.#refs[client] as number;
    const offset = this.#slab.offset(ref) + HEADER_BYTES;
    const length = this.#slab.words(ref)[this.#slab.wordOffset(ref) + WORD.end] as number;
    out.copy(this.#slab.chunk(ref), offset, offset + length);
  }

  /** A client's location, `+34.068930-118.445127`, as bytes of its own. */
  location(client: number): Uint8Array {
    const ref = this.#refs[client] as number;
    const words = this.#slab.words(ref);
    const at = this.#slab.wordOffset(ref);
    const line = this.#slab.offset(ref) + HEADER_BYTES;
    const end = (words[at + WORD.timestamp] as number) - 1;
    return this.#slab.chunk(ref).slice(line + (words[at + WORD.location] as number), line + end);
  }

  /**
   * Newer is greater; then origin and location; then, so that servers end equal to the byte, the smaller diff
   * (the hearing that came first) and the timestamp's text. A report that this server hears again isn't news
   * for its diff: `heardHere` leaves the last two out.
   */
  #compare(bytes: Uint8Array, scan: LineScan, client: number, heardHere: boolean): number {
    const ref = this.#refs[client] as number;
    const known = this.#slab.chunk(ref);
    const words = this.#slab.words(ref);
    const at = this.#slab.wordOffset(ref);
    const line = this.#slab.offset(ref) + HEADER_BYTES;
    const from = (word: number): number => line + (words[at + word] as number);
    const knownTime = from(WORD.timestamp);
    const knownEnd = from(WORD.end);
    const { starts, ends } = scan;
    const time = starts[UPDATE.timestamp] as number;
    const timeEnd = ends[UPDATE.timestamp] as number;
    const age = compareDecimals(bytes, time, timeEnd, known, knownTime, knownEnd);
    if (age !== 0) return age;
    const field = (i: number, start: number, end: number): number =>
      compareBytes(bytes, starts[i] as number, ends[i] as number, known, start, end);
    const knownDiff = from(WORD.diff);
    const content =
      field(UPDATE.origin, line + 3, knownDiff - 1) ||
      field(UPDATE.location, from(WORD.location), knownTime - 1);
    if (content !== 0 || heardHere) return content;
    const knownDiffEnd = from(WORD.client) - 1;
    return (
      compareSigned(
        known,
        knownDiff,
        knownDiffEnd,
        bytes,
        starts[UPDATE.diff] as number,
        ends[UPDATE.diff] as number,
      ) ||
      field(UPDATE.diff, knownDiff, knownDiffEnd) ||
      field(UPDATE.timestamp, knownTime, knownEnd)
    );
  }

  #replace(client: number, bytes: Uint8Array, scan: LineScan): void {
    const slab = this.#slab;
    const ref = this.#refs[client] as number;
    const held = HEADER_BYTES + (slab.words(ref)[slab.wordOffset(ref) + WORD.end] as number);
    const needed = recordBytes(scan);
    if (slab.roundUp(needed) === slab.roundUp(held)) {
      this.#fill(ref, bytes, scan);
      return;
    }
    slab.release(ref, held);
    this.#refs[client] = this.#write(bytes, scan);
  }

  #write(bytes: Uint8Array, scan: LineScan): number {
    const ref = this.#slab.allocate(recordBytes(scan));
    this.#fill(ref, bytes, scan);
    return ref;
  }

  #fill(ref: number, bytes: Uint8Array, scan: LineScan): void {
    const { starts, ends } = scan;
    const start = starts[0] as number;
    const words = this.#slab.words(ref);
    const at = this.#slab.wordOffset(ref);
    words[at + WORD.diff] = (starts[UPDATE.diff] as number) - start;
    words[at + WORD.client] = (starts[UPDATE.client] as number) - start;
    words[at + WORD.clientEnd] = (ends[UPDATE.client] as number) - start;
    words[at + WORD.location] = (starts[UPDATE.location] as number) - start;
    words[at + WORD.timestamp] = (starts[UPDATE.timestamp] as number) - start;
    const length = (ends[UPDATE.timestamp] as number) - start;
    words[at + WORD.end] = length;
    const chunk = this.#slab.chunk(ref);
    let to = this.#slab.offset(ref) + HEADER_BYTES;
    for (let from = start; from < start + length; from++) chunk[to++] = bytes[from] as number;
  }

  #find(bytes: Uint8Array, start: number, end: number, hash: number): number {
    const mask = this.#table.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const client = this.#table[slot] as number;
      if (client === EMPTY) return UNKNOWN;
      if (this.#hashes[client] === hash && this.#isClient(client, bytes, start, end)) return client;
    }
  }

  #isClient(client: number, bytes: Uint8Array, start: number, end: number): boolean {
    const ref = this.#refs[client] as number;
    const words = this.#slab.words(ref);
    const at = this.#slab.wordOffset(ref);
    const idStart = words[at + WORD.client] as number;
    const length = end - start;
    if ((words[at + WORD.clientEnd] as number) - idStart !== length) return false;
    const chunk = this.#slab.chunk(ref);
    const from = this.#slab.offset(ref) + HEADER_BYTES + idStart;
    for (let i = 0; i < length; i++) {
      if (chunk[from + i] !== bytes[start + i]) return false;
    }
    return true;
  }

  #add(hash: number, ref: number): number {
    const client = this.#count++;
    if (client === this.#refs.length) this.#grow();
    this.#refs[client] = ref;
    this.#hashes[client] = hash;
    this.#insert(client, hash);
    return client;
  }

  #insert(client: number, hash: number): void {
    const mask = this.#table.length - 1;
    let slot = hash & mask;
    while (this.#table[slot] !== EMPTY) slot = (slot + 1) & mask;
    this.#table[slot] = client;
  }

  #grow(): void {
    const size = this.#table.length * 2;
    const capacity = (size / 4) * 3;
    const refs = new Uint32Array(capacity);
    refs.set(this.#refs);
    this.#refs = refs;
    const hashes = new Int32Array(capacity);
    hashes.set(this.#hashes);
    this.#hashes = hashes;
    this.#table = new Int32Array(size).fill(EMPTY);
    for (let client = 0; client < this.#count - 1; client++)
      this.#insert(client, this.#hashes[client] as number);
  }

  /** FNV-1a over the id, begun with the seed, its bits mixed at the end. */
  #hash(bytes: Uint8Array, start: number, end: number): number {
    let hash = this.#seed ^ 0x811c9dc5;
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] as number), 0x01000193);
    hash ^= hash >>> 15;
    hash = Math.imul(hash, 0x2c1b3c6d);
    return hash ^ (hash >>> 13);
  }
}

const recordBytes = (scan: LineScan): number =>
  HEADER_BYTES + (scan.ends[UPDATE.timestamp] as number) - (scan.starts[0] as number);

/** Order of two signed decimals, as `diff` fields are. */
function compareSigned(
  a: Uint8Array,
  aStart: number,
  aEnd: number,
  b: Uint8Array,
  bStart: number,
  bEnd: number,
): number {
  const aNegative = a[aStart] === MINUS;
  const bNegative = b[bStart] === MINUS;
  const magnitude = compareDecimals(a, aStart + 1, aEnd, b, bStart + 1, bEnd);
  if (aNegative === bNegative) return aNegative ? -magnitude : magnitude;
  return aNegative ? -1 : 1;
}
