/** Writes reports into a folder, in the place of those that were written there before. */
import { readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import type { GradingResult } from '../../src-shared/grading/results.ts';
import { makeFolder, prepareFolder } from '../ground/make-folder.ts';
import { REPORT_FORMATS, type ReportFormat } from './reports/index.ts';
import { orUnwritable } from './result-store.ts';

/** The names of our files in the folder, by format: only what we have written is ever removed. */
const WRITTEN = '.herd-reports.json';
const writtenSchema = z.record(z.string(), z.array(z.string()));

/**
 * Makes the folder of the reports, before hours are spent on what goes into it.
 * @throws HerdError FILE_UNWRITABLE
 */
export const prepareReports = (folder: string): Promise<void> =>
  orUnwritable(folder, async () => prepareFolder(folder));

/**
 * A file of an earlier run that has no successor is removed with those that have one: a page or a score that no run
 * stands for any more would be taken for one of this class.
 * @throws HerdError FILE_UNWRITABLE
 */
export async function writeReports(
  folder: string,
  formats: readonly ReportFormat[],
  result: GradingResult,
): Promise<void> {
  const before = await writtenBefore(folder);
  const written: Record<string, string[]> = { ...before };
  for (const format of formats) {
    const paths: string[] = [];
    for (const { path, text } of REPORT_FORMATS[format](result)) {
      const target = join(folder, path);
      await orUnwritable(target, async () => {
        makeFolder(resolve(dirname(target)));
        await writeFile(target, text);
      });
      paths.push(path);
    }
    for (const path of without(before[format] ?? [], paths)) await remove(folder, path);
    written[format] = paths;
  }
  if (formats.length === 0) return;
  const list = join(folder, WRITTEN);
  await orUnwritable(list, () => writeFile(list, JSON.stringify(written)));
}

async function writtenBefore(folder: string): Promise<Readonly<Record<string, string[]>>> {
  try {
    return writtenSchema.parse(JSON.parse(await readFile(join(folder, WRITTEN), 'utf8')));
  } catch {
    return {};
  }
}

/** Capitals make no other file: not every file system knows them apart. */
function without(before: readonly string[], now: readonly string[]): string[] {
  const kept = new Set(now.map((path) => path.toLowerCase()));
  return before.filter((path) => !kept.has(path.toLowerCase()));
}

/** What can't be removed is in nobody's way, and what lies beside the folder is none of ours. */
async function remove(folder: string, path: string): Promise<void> {
  if (path.startsWith('/') || path.split(/[\\/]/).includes('..')) return;
  await rm(join(folder, path), { force: true }).catch(() => undefined);
  // Its own folder, when it was the last in it.
  if (dirname(path) !== '.') await rmdir(join(folder, dirname(path))).catch(() => undefined);
}
