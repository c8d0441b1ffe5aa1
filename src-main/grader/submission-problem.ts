/** What can't be graded because of what was handed in. The submission is reported with this as its problem. */
export class SubmissionProblem extends Error {
  override readonly name = 'SubmissionProblem';
}
