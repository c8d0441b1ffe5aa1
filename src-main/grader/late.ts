/** What is said when the time was up: that it failed, or that nothing is known where the machine had too much else to do. */
import type { Budget } from './patience.ts';
import { CheckFailure, type CheckUnknown, type FailureDetails, HinderedHere } from './verdict.ts';

export type Lateness = Pick<Budget, 'overloaded' | 'waited'>;

/** `what` was waited for; `failure` is the reason where that says something about the herd. */
export const late = (
  lateness: Lateness,
  what: string,
  failure: string,
  details?: FailureDetails,
): CheckFailure | CheckUnknown =>
  lateness.overloaded ? overloaded(lateness, what) : new CheckFailure(failure, details);

export const overloaded = ({ waited }: Lateness, what: string): CheckUnknown =>
  new HinderedHere(`this machine is overloaded: ${what} was waited for ${waited}, which says nothing`);
