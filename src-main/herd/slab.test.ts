/** Records in a slab: each where it was put, and no more memory than allowed. */
import { describe, expect, it } from 'vitest';
import { NO_PLACE, Slab } from './slab.ts';

const MIB = 1024 * 1024;
const NO_LIMIT = Number.POSITIVE_INFINITY;

interface Held {
  readonly ref: number;
  readonly size: number;
  /** What its bytes were filled with. */
  readonly mark: number;
}

const bytesOf = (slab: Slab, { ref, size }: Held): Uint8Array =>
  slab.chunk(ref).subarray(slab.offset(ref), slab.offset(ref) + size);

function put(slab: Slab, size: number, mark: number): Held {
  const ref = slab.allocate(size, NO_LIMIT);
  const held = { ref, size, mark };
  // All that the record occupies is its own, not only what was asked for.
  const place = slab.chunk(ref).subarray(slab.offset(ref), slab.offset(ref) + slab.roundUp(size));
  expect(place).toHaveLength(slab.roundUp(size));
  place.fill(mark);
  return held;
}

describe('a slab', () => {
  it('keeps each record’s bytes, also next to others and at the end of a chunk', () => {
    const slab = new Slab();
    const sizes = [100, 16, 17, MIB - 300, 1, 200, MIB, 15];
    const held = sizes.map((size, i) => put(slab, size, i + 1));
    const [, second] = held;
    if (second !== undefined) slab.release(second.ref, second.size);
    held[1] = put(slab, 12, 99);
    for (const record of held) expect(new Set(bytesOf(slab, record))).toEqual(new Set([record.mark]));
  });

  it('shows a record’s bytes as words as well', () => {
    const slab = new Slab();
    put(slab, MIB - 100, 1);
    for (const size of [10, 33, 200]) {
      const held = put(slab, size, 0);
      slab.words(held.ref)[slab.wordOffset(held.ref)] = 0x0102;
      expect(Array.from(bytesOf(slab, held).subarray(0, 3)).sort()).toEqual([0, 1, 2]);
    }
  });

  it('uses a place again for a record of as many units', () => {
    const slab = new Slab();
    const first = slab.allocate(100, NO_LIMIT);
    slab.allocate(100, NO_LIMIT);
    slab.release(first, 100);
    expect(slab.allocate(97, NO_LIMIT)).toBe(first);
    expect(slab.allocate(100, NO_LIMIT)).not.toBe(first);
  });

  it('takes no further chunk once it has as much as it may, but uses up what it has', () => {
    const slab = new Slab();
    const half = MIB / 2;
    for (let i = 0; i < 4; i++) expect(slab.allocate(half, 2 * MIB)).not.toBe(NO_PLACE);
    expect(slab.allocate(16, 2 * MIB)).toBe(NO_PLACE);
    expect(slab.bytes).toBe(2 * MIB);
    slab.release(0, half);
    expect(slab.allocate(half, 2 * MIB)).toBe(0);
    expect(slab.allocate(16, 3 * MIB)).not.toBe(NO_PLACE);
  });
});
