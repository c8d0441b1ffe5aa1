/** All kinds of steps. A new one is a file beside this one and a row here; the reference's test asks for its description. */
import type { StepKind } from '../step-kind.ts';
import { expectKnownStep, expectNotKnownStep } from './expect-known.ts';
import { forEachStep } from './for-each.ts';
import { letStep } from './let.ts';
import { linkSteps } from './operate-links.ts';
import { serverSteps } from './operate-servers.ts';
import { closeStep, expectStep, sendStep } from './send.ts';
import { togetherStep } from './together.ts';
import { waitForStep } from './wait-for.ts';

export const STEP_KINDS: readonly StepKind[] = [
  ...serverSteps,
  ...linkSteps,
  sendStep,
  expectStep,
  closeStep,
  expectKnownStep,
  expectNotKnownStep,
  waitForStep,
  letStep,
  forEachStep,
  togetherStep,
];
