import type { Verdict } from '../../src-shared/grading/verdict.ts';

/** What can't be graded because of what was handed in. The submission is reported with this as its problem. */
export class SubmissionProblem extends Error {
  override readonly name = 'SubmissionProblem';
  /** Of all its checks: `unknown` where it may be no fault of who handed it in. */
  readonly verdict: Exclude<Verdict, 'pass'>;

  constructor(message: string, verdict: Exclude<Verdict, 'pass'> = 'fail') {
    super(message);
    this.verdict = verdict;
  }
}

/** What the system says when this machine has no room or no means, which no submission is to pay for. */
const MACHINES = new Set(['ENOSPC', 'EDQUOT', 'EMFILE', 'ENFILE', 'ENOMEM', 'EIO', 'EROFS']);

/** Whether an error is the system's word about files, and not about this machine's own lack. */
export function isAboutFiles(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code?.startsWith('E') === true && !MACHINES.has(code);
}
