import type { ReportWriter } from './report-file.ts';

/** The result as it is, in one line each submission's checks can be found in with any tool. */
export const jsonReport: ReportWriter = (result) => [
  { path: 'results.json', text: `${JSON.stringify(result, undefined, 1)}\n` },
];
