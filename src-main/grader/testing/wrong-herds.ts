/** Herds with one fault each, some of them subtle, and the check that is meant to catch it. */
import type { WrongHerd } from './herd-source.ts';
import { WRONG_CONNECTIONS } from './wrong/connections.ts';
import { WRONG_FLOODING } from './wrong/flooding.ts';
import { HOSTILE_HERDS } from './wrong/hostile.ts';
import { WRONG_QUESTIONS } from './wrong/questions.ts';
import { WRONG_REPLIES } from './wrong/replies.ts';

export const WRONG_HERDS: readonly WrongHerd[] = [
  ...WRONG_REPLIES,
  ...WRONG_QUESTIONS,
  ...WRONG_FLOODING,
  ...WRONG_CONNECTIONS,
  ...HOSTILE_HERDS,
];
