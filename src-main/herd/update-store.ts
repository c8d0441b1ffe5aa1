/**
 * What a server knows: for each client its newest update, as the bytes of its AT line. Clients have a number
 * (0, 1, 2, ... in the order they were first heard of), which never changes while the server lives; links use it
 * to remember what they still owe.
 */

import type { ByteWriter } from '../../src-shared/protocol/byte-writer.ts';
import { compareBytes, copyBytes, MINUS, sameBytes, viewOf } from '../../src-shared/protocol/bytes.ts';
import { compareDecimals } from '../../src-shared/protocol/decimal.ts';
import { type LineScan, UPDATE } from '../../src-shared/protocol/line-scan.ts';
import { NO_PLACE, Slab } from './slab.ts';

/** A record: 8 words of header, then the AT line without its LF. The client's number takes two words. */
const WORD = { diff: 0, client: 1, clientEnd: 2, location: 3, timestamp: 4, end: 5, number: 6 } as const;
const HEADER_BYTES = 16;
/** The table's entries are pairs: a hash and a record's place, side by side so that one look brings both. */
const EMPTY = 0xffffffff;
const FIRST_CAPACITY = 1024;
/** How far beyond its limit a store goes so that known clients' updates of other lengths still find a place. */
const MOVING_ROOM = 1.125;

export const UNKNOWN = -1;
export type Verdict = 'new' | 'stale' | 'duplicate' | 'full';

export class UpdateStore {
  readonly #slab = new Slab();
  readonly #maxBytes: number;
  readonly #seed: number;
  /** Records by hash, open addressing; a power of two of pairs, at most ¾ of them used. */
  #table = new Uint32Array(FIRST_CAPACITY * 2).fill(EMPTY);
  #mask = FIRST_CAPACITY - 1;
  /** Records by client number. */
  #refs = new Uint32Array((FIRST_CAPACITY / 4) * 3);
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
    return this.#slab.bytes + this.#table.byteLength + this.#refs.byteLength;
  }

  /** The number of the client whose id is bytes [start, end), or UNKNOWN. */
  find(bytes: Uint8Array, start: number, end: number): number {
    const view = viewOf(bytes);
    const slot = this.#find(view, start, end, this.#hash(view, start, end));
    const ref = this.#table[slot * 2 + 1] as number;
    return ref === EMPTY ? UNKNOWN : this.#number(ref);
  }

  /**
   * Takes the update whose AT line (6 fields, single spaces) `scan` has found, if it is news. Returns 'new' when it is now what the server knows; `lastClient` is the client's number.
   */
  offer(scan: LineScan, heardHere: boolean): Verdict {
    const start = scan.starts[UPDATE.client] as number;
    const end = scan.ends[UPDATE.client] as number;
    const hash = this.#hash(scan.view, start, end);
    const slot = this.#find(scan.view, start, end, hash);
    const ref = this.#table[slot * 2 + 1] as number;
    if (ref === EMPTY) {
      this.lastClient = UNKNOWN;
      return this.#add(slot, hash, scan) ? 'new' : 'full';
    }
    this.lastClient = this.#number(ref);
    const order = this.#compare(scan, ref, heardHere);
    if (order <= 0) return order === 0 ? 'duplicate' : 'stale';
    return this.#replace(slot, ref, scan) ? 'new' : 'full';
  }

  /** The client that the last `offer` was about. */
  lastClient = UNKNOWN;

  /** Appends a client's AT line, without its LF. */
  copyLine(client: number, out: ByteWriter): void {
    const ref = this.#refs[client] as number;
    const offset = this.#slab.offset(ref) + HEADER_BYTES;
    const length = this.#slab.words(ref)[this.#slab.wordOffset(ref) + WORD.end] as number;
    out.copy(this.#slab.view(ref), offset, offset + length);
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
  #compare(scan: LineScan, ref: number, heardHere: boolean): number {
    const known = this.#slab.view(ref);
    const words = this.#slab.words(ref);
    const at = this.#slab.wordOffset(ref);
    const line = this.#slab.offset(ref) + HEADER_BYTES;
    const from = (word: number): number => line + (words[at + word] as number);
    const knownTime = from(WORD.timestamp);
    const knownEnd = from(WORD.end);
    const { starts, ends, view } = scan;
    const time = starts[UPDATE.timestamp] as number;
    const timeEnd = ends[UPDATE.timestamp] as number;
    const age = compareDecimals(view, time, timeEnd, known, knownTime, knownEnd);
    if (age !== 0) return age;
    const field = (i: number, start: number, end: number): number =>
      compareBytes(view, starts[i] as number, ends[i] as number, known, start, end);
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
        view,
        starts[UPDATE.diff] as number,
        ends[UPDATE.diff] as number,
      ) ||
      field(UPDATE.diff, knownDiff, knownDiffEnd) ||
      field(UPDATE.timestamp, knownTime, knownEnd)
    );
  }

  /** False, and all is as before, if there is no place for what is larger or smaller than what it replaces. */
  #replace(slot: number, ref: number, scan: LineScan): boolean {
    const slab = this.#slab;
    const held = HEADER_BYTES + (slab.words(ref)[slab.wordOffset(ref) + WORD.end] as number);
    const needed = recordBytes(scan);
    const client = this.lastClient;
    if (slab.roundUp(needed) === slab.roundUp(held)) {
      this.#fill(ref, client, scan);
      return true;
    }
    const moved = slab.allocate(needed, this.#maxBytes * MOVING_ROOM);
    if (moved === NO_PLACE) return false;
    this.#fill(moved, client, scan);
    slab.release(ref, held);
    this.#refs[client] = moved;
    this.#table[slot * 2 + 1] = moved;
    return true;
  }

  #fill(ref: number, client: number, scan: LineScan): void {
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
    words[at + WORD.number] = client & 0xffff;
    words[at + WORD.number + 1] = client >>> 16;
    copyBytes(scan.view, start, start + length, this.#slab.view(ref), this.#slab.offset(ref) + HEADER_BYTES);
  }

  #number(ref: number): number {
    const words = this.#slab.words(ref);
    const at = this.#slab.wordOffset(ref) + WORD.number;
    return (words[at] as number) | ((words[at + 1] as number) << 16);
  }

  /** The slot where the client is, or the empty one where it would go. */
  #find(view: DataView, start: number, end: number, hash: number): number {
    for (let slot = hash & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const ref = this.#table[slot * 2 + 1] as number;
      if (ref === EMPTY) return slot;
      if (this.#table[slot * 2] === hash && this.#isClient(ref, view, start, end)) return slot;
    }
  }

  #isClient(ref: number, view: DataView, start: number, end: number): boolean {
    const words = this.#slab.words(ref);
    const at = this.#slab.wordOffset(ref);
    const idStart = words[at + WORD.client] as number;
    const length = end - start;
    if ((words[at + WORD.clientEnd] as number) - idStart !== length) return false;
    const id = this.#slab.offset(ref) + HEADER_BYTES + idStart;
    return sameBytes(this.#slab.view(ref), id, view, start, length);
  }

  /** False, and all is as before, if there is no place for it. */
  #add(slot: number, hash: number, scan: LineScan): boolean {
    const ref = this.#slab.allocate(recordBytes(scan), this.#maxBytes);
    if (ref === NO_PLACE) return false;
    const client = this.#count++;
    this.#fill(ref, client, scan);
    this.#table[slot * 2] = hash;
    this.#table[slot * 2 + 1] = ref;
    this.#refs[client] = ref;
    this.lastClient = client;
    if (this.#count === this.#refs.length) this.#grow();
    return true;
  }

  #grow(): void {
    const old = this.#table;
    const slots = old.length;
    this.#mask = slots - 1;
    this.#table = new Uint32Array(slots * 2).fill(EMPTY);
    for (let at = 0; at < old.length; at += 2) {
      const ref = old[at + 1] as number;
      if (ref === EMPTY) continue;
      let slot = (old[at] as number) & this.#mask;
      while (this.#table[slot * 2 + 1] !== EMPTY) slot = (slot + 1) & this.#mask;
      this.#table[slot * 2] = old[at] as number;
      this.#table[slot * 2 + 1] = ref;
    }
    const refs = new Uint32Array((slots / 4) * 3);
    refs.set(this.#refs);
    this.#refs = refs;
  }

  /** Murmur3's mixing, four bytes at a time, begun with the seed. */
  #hash(view: DataView, start: number, end: number): number {
    let hash = this.#seed ^ (end - start);
    let at = start;
    for (; at + 4 <= end; at += 4) hash = mixed(hash, view.getInt32(at));
    let rest = 0;
    for (; at < end; at++) rest = (rest << 8) | view.getUint8(at);
    hash = mixed(hash, rest);
    hash ^= hash >>> 16;
    hash = Math.imul(hash, 0x85ebca6b);
    return (hash ^ (hash >>> 13)) >>> 0;
  }
}

function mixed(hash: number, word: number): number {
  const scattered = Math.imul(word, 0xcc9e2d51);
  const turned = hash ^ Math.imul((scattered << 15) | (scattered >>> 17), 0x1b873593);
  return (Math.imul((turned << 13) | (turned >>> 19), 5) + 0xe6546b64) | 0;
}

const recordBytes = (scan: LineScan): number =>
  HEADER_BYTES + (scan.ends[UPDATE.timestamp] as number) - (scan.starts[0] as number);

/** Order of two signed decimals, as `diff` fields are. */
function compareSigned(
  a: DataView,
  aStart: number,
  aEnd: number,
  b: DataView,
  bStart: number,
  bEnd: number,
): number {
  const aNegative = a.getUint8(aStart) === MINUS;
  const bNegative = b.getUint8(bStart) === MINUS;
  const magnitude = compareDecimals(a, aStart + 1, aEnd, b, bStart + 1, bEnd);
  if (aNegative === bNegative) return aNegative ? -magnitude : magnitude;
  return aNegative ? -1 : 1;
}
