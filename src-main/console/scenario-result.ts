/** What came out of a run, as a front is told it. */
import type { ScenarioResult } from '../../src-shared/front-types.ts';
import { jsonReport, type RunResult, textReport } from '../scenario/index.ts';

export function scenarioResult(run: RunResult): ScenarioResult {
  const { verdict, title, tookMs, seed, trouble } = run;
  const result = { verdict, title, tookMs, seed, report: textReport(run), json: jsonReport(run) };
  if (trouble === undefined) return result;
  const { problem, step, wrong, error } = trouble;
  // A server that ended by itself explains the wrong byte: both are evidence.
  const told = error === undefined ? [] : [error.what, error.why, error.next];
  const evidence = [...(wrong?.lines ?? []), ...told.filter((text) => text !== problem)];
  return {
    ...result,
    trouble: {
      what: problem,
      ...(step === undefined ? {} : step),
      ...(evidence.length === 0 ? {} : { evidence: evidence.join('\n') }),
    },
  };
}
