/** How a run of a scenario can end, and the errors that decide it. */
import { type ErrorCode, type ErrorData, HerdError, toErrorData } from '../../src-shared/errors.ts';
import type { WrongByte } from './wrong-byte.ts';

/** `unknown` is the environment's fault: nothing can be said about the herd. */
export type Verdict = 'pass' | 'fail' | 'unknown';

/** Why a run did not pass. */
export interface Trouble {
  readonly problem: string;
  /** The reply's first wrong byte, where a reply was wrong. */
  readonly wrong?: WrongByte;
  /** The herd's own error, where there is one. */
  readonly error?: ErrorData;
}

/** The herd did not do what was expected of it. */
export class ScenarioFailure extends Error {
  override readonly name = 'ScenarioFailure';
  readonly wrong: WrongByte | undefined;

  constructor(problem: string, wrong?: WrongByte) {
    super(problem);
    this.wrong = wrong;
  }
}

/** Nothing can be said about the herd: the machine, the network or the scenario itself stands in the way. */
export class ScenarioFault extends Error {
  override readonly name = 'ScenarioFault';
}

/** Errors of the herd that are the hosted program's own doing; all others are the environment's. */
const PROGRAMS_OWN: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['SERVER_CRASHED', 'START_TIMEOUT']);

/** What a thrown thing means for the verdict. */
export function judge(thrown: unknown): { readonly verdict: Verdict; readonly trouble: Trouble } {
  if (thrown instanceof ScenarioFailure) {
    const { message: problem, wrong } = thrown;
    return { verdict: 'fail', trouble: wrong ? { problem, wrong } : { problem } };
  }
  if (thrown instanceof ScenarioFault) return { verdict: 'unknown', trouble: { problem: thrown.message } };
  const error = toErrorData(thrown);
  const verdict = thrown instanceof HerdError && PROGRAMS_OWN.has(thrown.code) ? 'fail' : 'unknown';
  return { verdict, trouble: { problem: error.what, error } };
}
