/** let: gives values names, so that later steps can use them again. */
import { z } from 'zod';
import { defineStep, stepSchema } from '../step-kind.ts';
import { BUILT_IN_VALUES, VALUE_NAME } from '../values.ts';
import { text } from '../words.ts';

/** A name for a value. */
export const valueName = text
  .regex(VALUE_NAME, 'a name of letters, digits and _ was meant here')
  .refine(
    (name) => !BUILT_IN_VALUES.some((taken) => taken === name),
    'this name is taken: now and random are always there',
  );

export const letStep = defineStep({
  keyword: 'let',
  summary: 'Gives values names; a step after it says {name} for the value.',
  schema: stepSchema({ let: z.record(valueName, z.string()) }),
  defines: (value) => Object.keys(value.let),
  async run(value, play) {
    for (const [name, template] of Object.entries(value.let)) {
      const filled = play.values.fill(template);
      play.values.set(name, filled);
      play.transcript.did(`${name} = ${filled}`);
    }
  },
});
