/** Writes reports into a folder. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { GradingResult } from '../../src-shared/grading/results.ts';
import { REPORT_FORMATS, type ReportFormat } from './reports/index.ts';
import { orUnwritable } from './result-store.ts';

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
        await mkdir(dirname(target), { recursive: true });
        await writeFile(target, text);
      });
    }
  }
}
