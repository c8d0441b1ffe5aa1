/** What is said when the time was up: that it failed, or that nothing is known where the machine had too much else to do. */
import type { Budget } from './patience.ts';
import { CheckFailure, type CheckUnknown, type FailureDetails, HinderedHere } from './verdict.ts';

/** `failure` is a sentence about the herd that says how long was waited: “Ball did not answer within 4.0 s”. */
export const late = (
  { overloaded: saysNothing }: Pick<Budget, 'overloaded'>,
  failure: string,
  details?: FailureDetails,
): CheckFailure | CheckUnknown => (saysNothing ? overloaded(failure) : new CheckFailure(failure, details));

export const overloaded = (failure: string): CheckUnknown =>
  new HinderedHere(`this machine is overloaded, so it says nothing about the herd that ${failure}`);
