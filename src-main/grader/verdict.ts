/** How a check ends: it passes by coming to its end, or throws one of these. */
import type { Difference } from '../../src-shared/grading/evidence.ts';

export type { Verdict } from '../../src-shared/grading/verdict.ts';

export interface FailureDetails {
  /** What may have gone wrong in the program, in the words of someone who helps. */
  readonly hint?: string | undefined;
  /** Where an answer left what was expected. */
  readonly difference?: Difference | undefined;
}

/** The herd did not do what the check asks for. `message` is one sentence in the course's terms. */
export class CheckFailure extends Error {
  override readonly name = 'CheckFailure';
  readonly hint: string | undefined;
  readonly difference: Difference | undefined;

  constructor(reason: string, { hint, difference }: FailureDetails = {}) {
    super(reason);
    this.hint = hint;
    this.difference = difference;
  }
}

/** A server listens, and not where it is to. */
export class ListensElsewhere extends CheckFailure {
  readonly server: string;
  /** Where it listens instead. */
  readonly ports: readonly number[];

  constructor(reason: string, server: string, ports: readonly number[]) {
    super(reason);
    this.server = server;
    this.ports = ports;
  }
}

/** Nothing can be said about the herd: the machine or the grader stands in the way. Tried again, never a lost point. */
export class CheckUnknown extends Error {
  override readonly name = 'CheckUnknown';
}

/**
 * What else this machine did stood in the way: too much work, a port in use. Later it may not, so a run that is gone on
 * with tries it again.
 */
export class HinderedHere extends CheckUnknown {}

/** What is lacking here, as a Python module, or requests that can be heard: it will lack at the next attempt as well. */
export class LackingHere extends CheckUnknown {}
