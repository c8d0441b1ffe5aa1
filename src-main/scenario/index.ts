/** Scenarios' public face: find one, run it, tell what came out. */
export { builtInIds, listBuiltIn, loadScenario, readBuiltIn, scenarioFolder } from './built-in.ts';
export { checkScenario } from './check-scenario.ts';
export { readScenario, type Scenario } from './read-scenario.ts';
export {
  jsonReport,
  markdownReport,
  REPORT_ENDINGS,
  type ReportPaint,
  reportWriter,
  textReport,
} from './report.ts';
export { type RunOptions, type RunResult, runScenario } from './run-scenario.ts';
export type { Entry } from './transcript.ts';
export { presentTimes } from './values.ts';
export type { Verdict } from './verdict.ts';
