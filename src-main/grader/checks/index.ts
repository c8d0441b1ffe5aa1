/** All checks that there are. A new one is one file beside this one and one row here. */
import type { Check } from '../check.ts';
import { floodAll } from './flood-all.ts';
import { floodOnce } from './flood-cost.ts';
import { iamatFields } from './iamat-fields.ts';

export const CHECKS: readonly Check[] = [iamatFields, floodAll, floodOnce];

export const findCheck = (id: string): Check | undefined => CHECKS.find((check) => check.id === id);
