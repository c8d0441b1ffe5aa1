/** What the command line needs of the bench. */
export { type BenchOptions, runBench } from './bench.ts';
export { CASES, type CaseId, parseCases, QUICK_CASES } from './plan.ts';
export { type BenchReport, renderReport } from './table.ts';
