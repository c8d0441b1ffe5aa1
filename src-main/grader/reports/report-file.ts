/** What a report consists of. */
import type { GradingResult } from '../../../src-shared/grading/results.ts';

export interface ReportFile {
  /** From the folder of the reports, with `/`. */
  readonly path: string;
  /** In pieces where the whole of a class may be more than one string can hold. */
  readonly text: string | Iterable<string>;
}

/**
 * One format: a file beside this one and a row in index.ts. Pure: the same result gives the same files, one at a time,
 * as a class may have many.
 */
export type ReportWriter = (result: GradingResult) => Iterable<ReportFile>;
