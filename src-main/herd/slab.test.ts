/** Records in a slab: each where it was put, none on top of another, no more memory than allowed. */
import fc from 'fast-check';
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
  it('never puts a record on top of another, whatever is taken and given back', () => {
    const sizes = fc.oneof(
      fc.integer({ min: 1, max: 200 }),
      fc.integer({ min: 200_000, max: MIB }),
      fc.constant(MIB),
    );
    const steps = fc.array(
      fc.oneof(
        sizes.map((size) => ({ size })),
        fc.nat().map((release) => ({ release })),
      ),
      {
        maxLength: 60,
      },
    );
    fc.assert(
      fc.property(steps, (all) => {
        const slab = new Slab();
        const held: Held[] = [];
        for (const [i, step] of all.entries()) {
          if ('size' in step) held.push(put(slab, step.size, (i % 255) + 1));
          else if (held.length > 0) {
            const [gone] = held.splice(step.release % held.length, 1);
            if (gone !== undefined) slab.release(gone.ref, gone.size);
          }
          // Each record is still full of its own mark: its first and last bytes, and all of a small one.
          for (const record of held) {
            const bytes = bytesOf(slab, record);
            const seen = record.size <= 200 ? new Set(bytes) : new Set([bytes[0], bytes.at(-1)]);
            expect(seen).toEqual(new Set([record.mark]));
          }
        }
      }),
      { numRuns: 150 },
    );
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
