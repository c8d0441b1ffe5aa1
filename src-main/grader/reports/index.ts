/** The formats of reports. A new one is one file beside this one and one row here. */
import { csvReport } from './csv.ts';
import { gradescopeReport } from './gradescope.ts';
import { htmlReport } from './html.ts';
import { jsonReport } from './json.ts';
import { junitReport } from './junit.ts';
import type { ReportWriter } from './report-file.ts';

export const REPORT_FORMATS = {
  html: htmlReport,
  json: jsonReport,
  junit: junitReport,
  gradescope: gradescopeReport,
  csv: csvReport,
} as const satisfies Readonly<Record<string, ReportWriter>>;

export type ReportFormat = keyof typeof REPORT_FORMATS;
export const FORMAT_NAMES = Object.keys(REPORT_FORMATS) as readonly ReportFormat[];
