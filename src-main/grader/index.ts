/** The grader's public face: what the command line and the window need. Results are in `src-shared/grading`. */

export type { Difference, Evidence } from '../../src-shared/grading/evidence.ts';
export {
  type CheckResult,
  counts,
  type GradingResult,
  type SubmissionResult,
  verdictOf,
} from '../../src-shared/grading/results.ts';
export type { Verdict } from '../../src-shared/grading/verdict.ts';
export { Overrides } from './apply-overrides.ts';
export { listingOf } from './check-listing.ts';
export { CHECKS } from './checks/index.ts';
export { type PortChoice, tellsPort } from './choose-ports.ts';
export { type ClassOptions, gradeClass, withOwnNames } from './grade-class.ts';
export { type GradeOptions, type GradingEvent, gradeSubmission } from './grade-submission.ts';
export { Progress } from './progress.ts';
export { loadOverrides, type NamedOverride } from './read-overrides.ts';
export { FORMAT_NAMES, type ReportFormat } from './reports/index.ts';
export { resultPieces, withoutPassedEvidence } from './reports/json.ts';
export {
  changedSettings,
  FINISHED,
  type KeptRun,
  type KeptSubmission,
  ResultStore,
  readResult,
  type StoreSettings,
} from './result-store.ts';
export { builtInRubrics, loadRubric, type Rubric, type RubricCheck } from './rubric.ts';
export { eachOnce, findSubmission, type Submission } from './submission.ts';
export { prepareReports, writeReports } from './write-reports.ts';
