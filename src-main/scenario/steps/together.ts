/** together: blocks of steps that run at the same time. */
import { z } from 'zod';
import { runSteps } from '../run-steps.ts';
import { defineStep, stepSchema, steps } from '../step-kind.ts';

export const togetherStep = defineStep({
  keyword: 'together',
  summary: 'Runs several lists of steps at the same time and waits for all of them.',
  schema: stepSchema({ together: z.array(steps).min(1) }),
  block: { member: 'together', lists: true },
  blocks: (value) => value.together.map((block) => ({ steps: block, names: [] })),
  async run(value, play) {
    const blocks = value.together.map((block, index) => runSteps(block, play.inner(index + 1)));
    // All are waited for, so that nothing of a failed block goes on behind the report.
    const ended = await Promise.allSettled(blocks);
    for (const block of ended) if (block.status === 'rejected') throw block.reason;
  },
});
