/** The herd under random faults, on real sockets: whatever happened, everybody knows the newest in the end. */
import { describe, it } from 'vitest';
import { chaoticRun } from './testing/chaotic-run.ts';
import { firstSeed } from './testing/seeded-random.ts';
import { stepwiseRun } from './testing/stepwise-run.ts';

/** Of each kind. `HERD_SEED=n HERD_RUNS=1` repeats a single one. */
const RUNS = Number(process.env['HERD_RUNS'] ?? 120);
/** Runs at a time: while one waits for a redial, others go on. */
const AT_ONCE = 6;

describe('a herd under random faults', () => {
  it('knows after each step exactly what it could have heard', () => manyRuns(stepwiseRun));

  it('agrees on the newest after faults that fell into each other', () => manyRuns(chaoticRun));
});

async function manyRuns(run: (seed: number) => Promise<void>): Promise<void> {
  const first = firstSeed();
  console.log(`${run.name}: seeds ${first} to ${first + RUNS - 1}`);
  let next = first;
  const worker = async (): Promise<void> => {
    while (next < first + RUNS) {
      const seed = next++;
      await run(seed).catch((thrown: unknown) => {
        next = Number.POSITIVE_INFINITY;
        throw new Error(`HERD_SEED=${seed} HERD_RUNS=1 repeats this: ${String(thrown)}`, { cause: thrown });
      });
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: AT_ONCE }, worker));
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
