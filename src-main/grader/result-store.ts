/**
 * Finished results in a folder, so that an interrupted run goes on where it was. A result counts only for the same
 * submission, graded in the same way by the same version of this program: another one's checks may judge otherwise.
 */
import { createHash } from 'node:crypto';
import { lstat, readFile, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { HerdError } from '../../src-shared/errors.ts';
import { RESULT_SCHEMA, type SubmissionResult } from '../../src-shared/grading/results.ts';
import { makeFolder } from '../ground/make-folder.ts';
import { readFolder } from './folder-watch.ts';
import type { Submission } from './submission.ts';

/** The folder of finished results, in that of the reports. */
export const FINISHED = 'finished';
/** No submission's file: names have no such beginning. */
const RUN = '.run.json';

interface Stored {
  readonly fingerprint: string;
  readonly result: SubmissionResult;
}

export class ResultStore {
  readonly #folder: string;
  readonly #settings: string;

  private constructor(folder: string, settings: string) {
    this.#folder = folder;
    this.#settings = settings;
  }

  /**
   * @param settings all that decides how is graded, the seed beside it
   * @param grader the version that grades
   * @throws HerdError FILE_UNWRITABLE
   */
  static async open(folder: string, seed: number, settings: unknown, grader: string): Promise<ResultStore> {
    await orUnwritable(folder, async () => {
      makeFolder(resolve(folder));
      await writeFile(join(folder, RUN), JSON.stringify({ seed }));
    });
    return new ResultStore(folder, JSON.stringify([RESULT_SCHEMA, grader, seed, settings]));
  }

  /** The seed of the run whose results are in the folder; undefined: there was none. */
  static async seedIn(folder: string): Promise<number | undefined> {
    try {
      const { seed } = JSON.parse(await readFile(join(folder, RUN), 'utf8')) as { readonly seed: unknown };
      return typeof seed === 'number' ? seed : undefined;
    } catch {
      return undefined;
    }
  }

  async find(submission: Submission): Promise<SubmissionResult | undefined> {
    try {
      const stored = JSON.parse(await readFile(this.#path(submission), 'utf8')) as Stored;
      return stored.fingerprint === (await this.#fingerprint(submission)) ? stored.result : undefined;
    } catch {
      // There is none, or it was cut off: it is graded again.
      return undefined;
    }
  }

  async keep(submission: Submission, result: SubmissionResult): Promise<void> {
    const path = this.#path(submission);
    const stored: Stored = { fingerprint: await this.#fingerprint(submission), result };
    await orUnwritable(path, async () => {
      // Whole or not at all.
      await writeFile(`${path}.part`, JSON.stringify(stored));
      await rename(`${path}.part`, path);
    });
  }

  #path({ name }: Submission): string {
    return join(this.#folder, `${fileName(name)}.json`);
  }

  async #fingerprint({ name, path }: Submission): Promise<string> {
    const found = await lstat(path);
    const content = found.isDirectory() ? [...(await readFolder(path))].sort() : [found.size, found.mtimeMs];
    return createHash('sha256')
      .update(JSON.stringify([this.#settings, name, path, content]))
      .digest('hex');
  }
}

/** A result that is kept in a folder of reports, whatever it was graded with; undefined: there is none. */
export async function readResult(folder: string, name: string): Promise<SubmissionResult | undefined> {
  try {
    const text = await readFile(join(folder, FINISHED, `${fileName(name)}.json`), 'utf8');
    return (JSON.parse(text) as Stored).result;
  } catch {
    return undefined;
  }
}

/** A submission's name as a file's: what may stand in one, and is no other submission's. */
export function fileName(name: string): string {
  const plain = name.replaceAll(/[^\w.@+-]+/g, '_').replace(/^\.+/, '_');
  if (plain === name && name.length <= 100) return name;
  return `${plain.slice(0, 100)}-${createHash('sha256').update(name).digest('hex').slice(0, 8)}`;
}

/** @throws HerdError FILE_UNWRITABLE */
export async function orUnwritable<T>(path: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw new HerdError('FILE_UNWRITABLE', { path, reason: (error as Error).message });
  }
}
