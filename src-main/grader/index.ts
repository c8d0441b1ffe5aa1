/** The grader's public face: what the command line and the window need. */
export { CHECKS } from './checks/index.ts';
export type { PortChoice } from './choose-ports.ts';
export type { Difference, Evidence } from './evidence.ts';
export { type ClassOptions, gradeClass, withOwnNames } from './grade-class.ts';
export { type GradeOptions, type GradingEvent, gradeSubmission } from './grade-submission.ts';
export { Progress } from './progress.ts';
export { FORMAT_NAMES, type ReportFormat } from './reports/index.ts';
export { ResultStore } from './result-store.ts';
export {
  type CheckResult,
  counts,
  type GradingResult,
  type SubmissionResult,
  verdictOf,
} from './results.ts';
export { builtInRubrics, loadRubric, type Rubric, type RubricCheck } from './rubric.ts';
export { findSubmission, type Submission } from './submission.ts';
export type { Verdict } from './verdict.ts';
export { writeReports } from './write-reports.ts';
