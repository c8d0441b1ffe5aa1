/** Grades many submissions, several at a time where their ports allow, and goes on where an interrupted run was. */
import { basename, dirname } from 'node:path';
import type { SubmissionResult } from '../../src-shared/grading/results.ts';
import { type GradeOptions, gradeSubmission } from './grade-submission.ts';
import { PortDesk } from './port-desk.ts';
import type { ResultStore } from './result-store.ts';
import type { Submission } from './submission.ts';

export interface ClassOptions extends Omit<GradeOptions, 'submission' | 'reproduce' | 'reserve'> {
  readonly submissions: readonly Submission[];
  /** How many at a time. */
  readonly jobs: number;
  readonly reproduce: (submission: Submission, check: string) => string;
  /** Where finished results are kept. */
  readonly store?: ResultStore;
  /** Takes what is in the store for done. */
  readonly resume?: boolean;
  /** One is finished; `again`: it was so before. */
  readonly onResult?: (result: SubmissionResult, again: boolean) => void;
}

/** In the order of the submissions; those that an interruption left out are missing. */
export async function gradeClass(options: ClassOptions): Promise<SubmissionResult[]> {
  const { submissions, jobs, signal } = options;
  const results = new Map<Submission, SubmissionResult>();
  const desk = new PortDesk();
  const waiting = [...submissions];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined && !signal.aborted; next = waiting.shift()) {
      const result = await gradeOne(options, next, desk);
      if (result !== undefined) results.set(next, result);
    }
  };
  await Promise.all(Array.from({ length: Math.min(jobs, submissions.length) }, work));
  return submissions.flatMap((submission) => results.get(submission) ?? []);
}

async function gradeOne(
  options: ClassOptions,
  submission: Submission,
  desk: PortDesk,
): Promise<SubmissionResult | undefined> {
  const { store, resume = false, onResult, signal, reproduce, submissions: _, ...common } = options;
  const before = resume ? await store?.find(submission) : undefined;
  if (before !== undefined && !wasLacking(before)) {
    onResult?.(before, true);
    return before;
  }
  try {
    const result = await gradeSubmission({
      ...common,
      submission,
      signal,
      reproduce: (check) => reproduce(submission, check),
      reserve: (ports) => desk.reserve(ports),
    });
    await store?.keep(submission, result);
    onResult?.(result, false);
    return result;
  } catch (thrown) {
    // What was interrupted is graded again when the run goes on.
    if (signal.aborted) return undefined;
    throw thrown;
  }
}

/** Whether this machine could not run it: what was in the way may be gone, and to find out takes no time. */
const wasLacking = ({ problem, checks }: SubmissionResult): boolean =>
  problem !== undefined && checks.some(({ verdict, attempts }) => verdict === 'unknown' && attempts === 0);

/** Gives those that have the same name their folder's beside it, and a number where that is not enough. */
export function withOwnNames(submissions: readonly Submission[]): Submission[] {
  const taken = new Set<string>();
  return submissions.map((submission) => {
    const shared = submissions.filter(({ name }) => name === submission.name).length > 1;
    const wanted = shared ? `${basename(dirname(submission.path))}-${submission.name}` : submission.name;
    let name = wanted;
    for (let number = 2; taken.has(name); number++) name = `${wanted}-${number}`;
    taken.add(name);
    return { ...submission, name };
  });
}
