/** Grades many submissions, several at a time where their ports allow, and goes on where an interrupted run was. */
import { basename, dirname } from 'node:path';
import { pointsOf, type SubmissionResult } from '../../src-shared/grading/results.ts';
import { problemResult } from './check-result.ts';
import { type GradeOptions, gradeSubmission } from './grade-submission.ts';
import { PortDesk } from './port-desk.ts';
import type { Kept, ResultStore } from './result-store.ts';
import type { Rubric } from './rubric.ts';
import type { Submission } from './submission.ts';

export interface ClassOptions extends Omit<GradeOptions, 'submission' | 'reproduce' | 'reserve'> {
  readonly submissions: readonly Submission[];
  /** How many at a time. */
  readonly jobs: number;
  readonly reproduce: (submission: Submission, check: string) => string;
  /** How one is graded; default: as a herd. */
  readonly grade?: (options: GradeOptions) => Promise<SubmissionResult>;
  /** Where finished results are kept. */
  readonly store?: ResultStore;
  /** Takes what is in the store for done. */
  readonly resume?: boolean;
  /** One is finished; `again`: it was so before. */
  readonly onResult?: (result: SubmissionResult, again: boolean) => void;
  /** One that was finished before is graded again: all of it, or these checks; `why`: what follows “because”. */
  readonly onRegrade?: (submission: Submission, why: string, checks: readonly string[]) => void;
}

/** In the order of the submissions. */
export interface GradedClass {
  /** Those that have a result: of this run or, where it was interrupted before their turn, of a former one. */
  readonly graded: Submission[];
  /** What an interruption left to be graded. */
  readonly left: Submission[];
}

/** A result is handed over and not held: with all evidence it is megabytes, and a class is hundreds of them. */
export async function gradeClass(options: ClassOptions): Promise<GradedClass> {
  const { submissions, jobs, signal } = options;
  const graded = new Set<Submission>();
  const left = new Set<Submission>();
  const desk = new PortDesk();
  const waiting = [...submissions];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined && !signal.aborted; next = waiting.shift()) {
      if (await gradeOne(options, next, desk)) graded.add(next);
    }
  };
  await Promise.all(Array.from({ length: Math.min(jobs, submissions.length) }, work));
  for (const submission of submissions.filter((one) => !graded.has(one))) {
    const kept = await options.store?.find(submission);
    if (kept?.kind === 'fits') {
      options.onResult?.(kept.result, true);
      graded.add(submission);
    }
    const isDone = kept?.kind === 'fits' && options.resume === true && regradedFor(kept) === undefined;
    if (!isDone) left.add(submission);
  }
  return {
    graded: submissions.filter((submission) => graded.has(submission)),
    left: submissions.filter((submission) => left.has(submission)),
  };
}

/** Whether it is graded, now or before. */
async function gradeOne(options: ClassOptions, submission: Submission, desk: PortDesk): Promise<boolean> {
  const {
    store,
    resume = false,
    onResult,
    onRegrade,
    signal,
    reproduce,
    grade = gradeSubmission,
    submissions: _,
    ...common
  } = options;
  const kept = resume ? await store?.find(submission) : undefined;
  const why = kept && regradedFor(kept);
  if (kept?.kind === 'fits' && why === undefined) {
    onResult?.(kept.result, true);
    return true;
  }
  // What was decided stays so: only what nothing could be said of is run once more.
  const former = kept?.kind === 'fits' && !wasLacking(kept.result) ? kept.result : undefined;
  const checks = former ? options.checks.filter(({ id }) => hindered(former).includes(id)) : options.checks;
  if (why !== undefined) onRegrade?.(submission, why, former ? hindered(former) : []);
  const grading: GradeOptions = {
    ...common,
    checks,
    submission,
    signal,
    reproduce: (check) => reproduce(submission, check),
    reserve: (ports) => desk.reserve(ports),
  };
  const made = await store?.fingerprint(submission);
  const anew = await resultOf(grading, grade);
  if (anew === undefined) return false;
  const result = former ? withAnew(options.rubric, former, anew) : anew;
  if (made !== undefined) await store?.keep(submission, result, made);
  onResult?.(result, false);
  return true;
}

/** Undefined: it was interrupted, and is graded again when the run goes on. Nothing else of one ends the others' run. */
async function resultOf(
  grading: GradeOptions,
  grade: NonNullable<ClassOptions['grade']>,
): Promise<SubmissionResult | undefined> {
  try {
    return await grade(grading);
  } catch (thrown) {
    return grading.signal.aborted ? undefined : problemResult(grading, thrown);
  }
}

/** Why what is kept doesn't count; undefined: it does, or there is nothing. */
function regradedFor(kept: Kept): string | undefined {
  if (kept.kind === 'other') return `${kept.changed.join(', ')} changed since its result was kept`;
  if (kept.kind !== 'fits') return undefined;
  if (wasLacking(kept.result)) return 'it could not be run here before';
  return hindered(kept.result).length > 0 ? 'this machine stood in the way before' : undefined;
}

const hindered = ({ checks }: SubmissionResult): string[] =>
  checks.flatMap((check) => (check.hindered ? [check.id] : []));

/** The former result with what was found of some checks since; from a herd that did not run nothing was learned. */
function withAnew(rubric: Rubric, former: SubmissionResult, anew: SubmissionResult): SubmissionResult {
  if (anew.problem !== undefined) return former;
  const found = new Map(anew.checks.map((check) => [check.id, check]));
  const checks = former.checks.map((check) => found.get(check.id) ?? check);
  const notes = [...new Set([...former.notes, ...anew.notes])];
  return { ...former, ...pointsOf(rubric, checks), notes, checks };
}

/** Whether this machine could not run it: what was in the way may be gone, and to find out takes no time. */
const wasLacking = ({ problem, checks }: SubmissionResult): boolean =>
  problem !== undefined && checks.some(({ verdict, attempts }) => verdict === 'unknown' && attempts === 0);

/**
 * Gives those that have the same name their folder's beside it, and a number where that is not enough. Capitals make no
 * other name: results are files, and not every file system knows them apart.
 * @param others names that are somebody else's
 */
export function withOwnNames(
  submissions: readonly Submission[],
  others: readonly string[] = [],
): Submission[] {
  const plain = (name: string): string => name.toLowerCase();
  const taken = new Set(others.map(plain));
  const all = [...submissions.map(({ name }) => name), ...others].map(plain);
  return submissions.map((submission) => {
    const shared = all.filter((name) => name === plain(submission.name)).length > 1;
    const wanted = shared ? `${basename(dirname(submission.path))}-${submission.name}` : submission.name;
    let name = wanted;
    for (let number = 2; taken.has(plain(name)); number++) name = `${wanted}-${number}`;
    taken.add(plain(name));
    return { ...submission, name };
  });
}
