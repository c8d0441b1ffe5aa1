/** The wait for a fresh herd until its servers have found each other, before any check looks at it. */
import { settles } from './arrange.ts';
import { EvidenceLog } from './evidence.ts';
import type { HerdUnderTest } from './herd-under-test.ts';
import { Random } from './random.ts';
import type { AttemptOptions } from './run-check.ts';
import { Trial } from './trial.ts';

/**
 * Who dials before its neighbour listens may be without that link for a while; a check is to find a herd that is as it
 * will stay. That servers never find each other is not held against them here: the checks of flooding say so. Such a
 * herd is waited for once.
 */
export class Settling {
  #herds = 0;
  #ever = true;

  async wait(herd: HerdUnderTest, { server, seed, signal }: Omit<AttemptOptions, 'herd'>): Promise<void> {
    if (!this.#ever) return;
    const random = new Random(seed, 'settle', this.#herds++);
    const trial = new Trial(herd, { server, random, evidence: new EvidenceLog(), signal });
    try {
      this.#ever = await settles(trial);
    } finally {
      await trial.close();
    }
  }
}
