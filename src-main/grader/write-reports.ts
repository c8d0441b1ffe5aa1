/** Writes reports into a folder. */
import { writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { GradingResult } from '../../src-shared/grading/results.ts';
import { makeFolder, prepareFolder } from '../ground/make-folder.ts';
import { REPORT_FORMATS, type ReportFormat } from './reports/index.ts';
import { orUnwritable } from './result-store.ts';

/**
 * Makes the folder of the reports, before hours are spent on what goes into it.
 * @throws HerdError FILE_UNWRITABLE
 */
export const prepareReports = (folder: string): Promise<void> =>
  orUnwritable(folder, async () => prepareFolder(folder));

/** @throws HerdError FILE_UNWRITABLE */
export async function writeReports(
  folder: string,
  formats: readonly ReportFormat[],
  result: GradingResult,
): Promise<void> {
  for (const format of formats) {
    for (const { path, text } of REPORT_FORMATS[format](result)) {
      const target = join(folder, path);
      await orUnwritable(target, async () => {
        makeFolder(resolve(dirname(target)));
        await writeFile(target, text);
      });
    }
  }
}
