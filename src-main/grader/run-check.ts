/** One check on a herd: attempts, time limit, verdict. */
import { setMaxListeners } from 'node:events';
import { toErrorData } from '../../src-shared/errors.ts';
import type { Check } from './check.ts';
import { type Evidence, EvidenceLog } from './evidence.ts';
import type { HerdUnderTest } from './herd-under-test.ts';
import { late } from './late.ts';
import { GRADING_LIMITS } from './limits.ts';
import { Budget } from './patience.ts';
import type { OutputEvidence } from './printed-lines.ts';
import { Random } from './random.ts';
import { Trial } from './trial.ts';
import { CheckFailure, CheckUnknown, HinderedHere, LackingHere, type Verdict } from './verdict.ts';

export interface Outcome {
  readonly verdict: Verdict;
  readonly reason: string;
  readonly hint?: string;
  readonly evidence: readonly Evidence[];
  /** Something is lacking here for it, which it will at the next attempt, too. */
  readonly lacking?: true;
  /** This machine had too much else to do for it, which it may not have later. */
  readonly hindered?: true;
}

export interface AttemptOptions {
  readonly herd: HerdUnderTest;
  readonly server: string;
  readonly seed: number;
  /** From 0; another one draws other clients and numbers. */
  readonly attempt: number;
  /** Aborted, with what the check then throws, when it has to end. */
  readonly signal: AbortSignal;
  /** What it may take on a machine without other work. */
  readonly seconds?: number;
}

/** Never throws. */
export async function attempt(check: Check, options: AttemptOptions): Promise<Outcome> {
  const { herd, server, seed, attempt: number, seconds = GRADING_LIMITS.check } = options;
  const evidence = new EvidenceLog();
  const random = new Random(seed, check.id, number);
  const ending = new AbortController();
  const signal = AbortSignal.any([options.signal, ending.signal]);
  // A check may wait for as many things at a time as it likes.
  setMaxListeners(0, signal);
  const budget = new Budget(seconds, () => herd.load);
  budget.onSpent(() => ending.abort(late(budget, `the check could not be finished within ${budget.waited}`)));
  const before = herd.printed.mark();
  const trial = new Trial(herd, { server, random, evidence, signal, clock: budget });
  try {
    await whileRunning(check.run(trial), signal);
    return { verdict: 'pass', reason: '', evidence: evidence.items };
  } catch (thrown) {
    const outcome = judge(signal.aborted ? signal.reason : thrown, evidence);
    if (outcome.verdict !== 'fail') return outcome;
    await herd.printed.quiet(herd.load, options.signal);
    return withPrinted(outcome, herd.printed.since(before));
  } finally {
    budget.end();
    // What the check has begun and not waited for is not to change the herd of the next one.
    ending.abort(new CheckUnknown('the check is over'));
    await trial.close();
  }
}

/** A check that waits for something which doesn't hear of the abort must not keep us. */
function whileRunning(running: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const aborted = (): void => reject(signal.reason);
    signal.addEventListener('abort', aborted);
    running.then(resolve, reject).finally(() => signal.removeEventListener('abort', aborted));
    if (signal.aborted) aborted();
  });
}

/** For an outcome: whether it was this machine that stood in the way. */
export const hinderedBy = (thrown: unknown): Pick<Outcome, 'hindered'> =>
  thrown instanceof HinderedHere ? { hindered: true } : {};

/** What the servers printed meanwhile often says why; what is told of it already is left out. */
function withPrinted(outcome: Outcome, printed: readonly OutputEvidence[]): Outcome {
  const told = new Set(outcome.reason.split('\n'));
  for (const item of outcome.evidence)
    if (item.kind === 'output') for (const line of item.lines) told.add(line);
  const untold = printed.filter(({ lines }) => lines.some((line) => !told.has(line)));
  return { ...outcome, evidence: [...outcome.evidence, ...untold] };
}

function judge(thrown: unknown, evidence: EvidenceLog): Outcome {
  if (thrown instanceof CheckFailure) {
    const { message: reason, hint, difference } = thrown;
    if (difference) evidence.add({ kind: 'difference', difference });
    return { verdict: 'fail', reason, evidence: evidence.items, ...(hint === undefined ? {} : { hint }) };
  }
  if (thrown instanceof CheckUnknown) {
    const lacking = thrown instanceof LackingHere ? { lacking: true as const } : {};
    const common = { verdict: 'unknown', reason: thrown.message, evidence: evidence.items } as const;
    return { ...common, ...lacking, ...hinderedBy(thrown) };
  }
  // A fault of the check itself: it must never cost a point.
  const { what, why } = toErrorData(thrown);
  return { verdict: 'unknown', reason: `${what} ${why}`, evidence: evidence.items };
}
