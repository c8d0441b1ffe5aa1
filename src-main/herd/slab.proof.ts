/** No record is ever put on top of another, whatever is taken and given back. */
import fc from 'fast-check';
import { it } from 'vitest';
import { Slab } from './slab.ts';

const RUNS = 10_000;
const MIB = 1024 * 1024;

type Step = { readonly take: number } | { readonly release: number };

const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .oneof(
        { weight: 14, arbitrary: fc.integer({ min: 1, max: 100 }) },
        // A few chunks a case are enough: they are dear.
        { weight: 1, arbitrary: fc.oneof(fc.integer({ min: MIB >>> 1, max: MIB }), fc.constant(MIB)) },
      )
      .map((take) => ({ take })),
  },
  { weight: 2, arbitrary: fc.nat().map((release) => ({ release })) },
);

interface Held {
  readonly ref: number;
  readonly size: number;
  readonly chunk: Uint8Array;
  readonly start: number;
  readonly end: number;
}

function take(slab: Slab, size: number): Held {
  const ref = slab.allocate(size, Number.POSITIVE_INFINITY);
  const chunk = slab.chunk(ref);
  const start = slab.offset(ref);
  const end = start + slab.roundUp(size);
  if (end - start < size || start < 0 || end > chunk.length)
    throw new Error(`${size} bytes at ${start} of a chunk`);
  const words = slab.words(ref);
  if (words.buffer !== chunk.buffer || slab.wordOffset(ref) * 2 !== start)
    throw new Error('words are elsewhere');
  return { ref, size, chunk, start, end };
}

it(`records never overlap, in ${RUNS} cases`, () => {
  fc.assert(
    fc.property(fc.array(steps, { maxLength: 24 }), (all) => {
      const slab = new Slab();
      const held: Held[] = [];
      for (const step of all) {
        if ('release' in step) {
          const [gone] = held.splice(step.release % Math.max(1, held.length), 1);
          if (gone !== undefined) slab.release(gone.ref, gone.size);
          continue;
        }
        const one = take(slab, step.take);
        for (const other of held) {
          const apart = other.chunk !== one.chunk || other.end <= one.start || one.end <= other.start;
          if (!apart) throw new Error(`${one.start}..${one.end} is on top of ${other.start}..${other.end}`);
        }
        held.push(one);
      }
    }),
    { numRuns: RUNS },
  );
});
