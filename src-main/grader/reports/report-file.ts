/** What a report consists of. */
import type { GradingResult } from '../results.ts';

export interface ReportFile {
  /** From the folder of the reports, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** One format: a file beside this one and a row in index.ts. Pure: the same result gives the same files. */
export type ReportWriter = (result: GradingResult) => readonly ReportFile[];
