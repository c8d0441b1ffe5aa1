/**
 * Finished results in a folder, so that an interrupted run goes on where it was. A result counts only for the same
 * submission, graded in the same way by the same version of this program: another one's checks may judge otherwise.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile, realpath, rename, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { HerdError } from '../../src-shared/errors.ts';
import { RESULT_SCHEMA, type SubmissionResult } from '../../src-shared/grading/results.ts';
import { makeFolder } from '../ground/make-folder.ts';
import { isClutter } from './clutter.ts';
import { readFolder } from './folder-watch.ts';
import { type NamedOverride, readKeptOverrides } from './read-overrides.ts';
import type { Submission } from './submission.ts';

/** The folder of finished results, in that of the reports. */
export const FINISHED = 'finished';
/** No submission's file: names have no such beginning. */
const RUN = '.run.json';

/** Hashes of all that a result depends on, by what it is. */
export type Fingerprint = Readonly<Record<string, string>>;

interface Stored {
  readonly made?: Fingerprint;
  readonly result: SubmissionResult;
}

/** What the last run in a folder was, as far as the next one goes on with it. */
export interface KeptRun {
  readonly seed: number;
  /** What a person decided: in force until another run has a file of its own. */
  readonly overrides: readonly NamedOverride[];
}

/** A submission that has a finished result in a folder. */
export interface KeptSubmission extends Submission {
  /** Where its path leads; undefined: nothing is there any more. */
  readonly real: string | undefined;
  readonly made: Fingerprint;
}

/** What is kept of a submission: nothing, a result that counts, or one that was made from something else. */
export type Kept =
  | { readonly kind: 'none' }
  | { readonly kind: 'fits'; readonly result: SubmissionResult }
  /** `changed`: what is another now, in words: “the rubric”. */
  | { readonly kind: 'other'; readonly changed: readonly string[] };

/** All that decides how is graded, beside the submission itself. Its members' names are in `WORDS`. */
export interface StoreSettings {
  readonly seed: number;
  readonly rubric: unknown;
  readonly topology: unknown;
  readonly command: unknown;
  readonly env: unknown;
  readonly ports: unknown;
  readonly checks: unknown;
  /** The version that grades. */
  readonly grader: string;
}

const WORDS: Readonly<Record<keyof StoreSettings | 'schema' | 'place' | 'files', string>> = {
  seed: 'the seed',
  rubric: 'the rubric',
  topology: 'the topology',
  command: 'the command',
  env: 'the variables (--env)',
  ports: 'the ports',
  checks: 'the checks to run',
  grader: 'the version of the grader',
  schema: 'the form of results',
  place: 'where the submission lies',
  files: 'the submission',
};

export class ResultStore {
  readonly #folder: string;
  readonly #settings: Fingerprint;

  private constructor(folder: string, settings: Fingerprint) {
    this.#folder = folder;
    this.#settings = settings;
  }

  /** @throws HerdError FILE_UNWRITABLE */
  static async open(
    folder: string,
    settings: StoreSettings,
    overrides: readonly NamedOverride[] = [],
  ): Promise<ResultStore> {
    const run: KeptRun = { seed: settings.seed, overrides };
    await orUnwritable(folder, async () => {
      makeFolder(resolve(folder));
      await writeWhole(join(folder, RUN), JSON.stringify(run));
    });
    return new ResultStore(folder, ofSettings(settings));
  }

  /** The run whose results are in the folder; undefined: there was none. */
  static async runIn(folder: string): Promise<KeptRun | undefined> {
    try {
      const run: unknown = JSON.parse(await readFile(join(folder, RUN), 'utf8'));
      const { seed, overrides } = run as Readonly<Record<keyof KeptRun, unknown>>;
      return typeof seed === 'number' ? { seed, overrides: readKeptOverrides(overrides) } : undefined;
    } catch {
      return undefined;
    }
  }

  /** All that have a finished result in the folder, by their files' names. One at a time is read: each may be large. */
  static async submissionsIn(folder: string): Promise<KeptSubmission[]> {
    const files = (await readdir(folder).catch((): string[] => [])).filter(isResult).sort();
    const found: KeptSubmission[] = [];
    for (const file of files) {
      try {
        const { made = {}, result } = JSON.parse(await readFile(join(folder, file), 'utf8')) as Stored;
        const { name, path } = result;
        found.push({ name, path, made, real: await realpath(path).catch(() => undefined) });
      } catch {
        // It was cut off, or is none of ours.
      }
    }
    return found;
  }

  async find(submission: Submission): Promise<Kept> {
    try {
      const { made = {}, result } = JSON.parse(await readFile(this.#path(submission), 'utf8')) as Stored;
      const now = { ...this.#ofAll(submission), ...(await ofFiles(submission)) };
      const changed = wordsOf(Object.keys(WORDS).filter((part) => made[part] !== now[part]));
      return changed.length === 0 ? { kind: 'fits', result } : { kind: 'other', changed };
    } catch {
      // There is none, or it was cut off: it is graded again.
      return { kind: 'none' };
    }
  }

  /** For `keep`, before it is graded: what it is after that may be another. One that can't be read fits none later. */
  async fingerprint(submission: Submission): Promise<Fingerprint> {
    return { ...this.#ofAll(submission), ...(await ofFiles(submission).catch(() => ({}))) };
  }

  /** @param made what the submission was when its grading began */
  async keep(submission: Submission, result: SubmissionResult, made: Fingerprint): Promise<void> {
    const path = this.#path(submission);
    const stored: Stored = { made, result };
    await orUnwritable(path, () => writeWhole(path, JSON.stringify(stored)));
  }

  #path({ name }: Submission): string {
    return join(this.#folder, `${fileName(name)}.json`);
  }

  #ofAll({ path }: Submission): Fingerprint {
    return { ...this.#settings, ...fingerprintOf({ place: path }) };
  }
}

/** A run's own file is no submission's. */
const isResult = (file: string): boolean => file.endsWith('.json') && file !== RUN;

/** Whole or not at all. */
async function writeWhole(path: string, text: string): Promise<void> {
  await writeFile(`${path}.part`, text);
  await rename(`${path}.part`, path);
}

const ofSettings = (settings: StoreSettings): Fingerprint =>
  fingerprintOf({ ...settings, schema: RESULT_SCHEMA });

/** What of the way of grading, whatever is graded, is another than when a result was made, in words. */
export function changedSettings(settings: StoreSettings, made: Fingerprint): string[] {
  const now = ofSettings(settings);
  return wordsOf(Object.keys(now).filter((part) => made[part] !== now[part]));
}

const wordsOf = (parts: readonly string[]): string[] =>
  Object.entries(WORDS).flatMap(([part, words]) => (parts.includes(part) ? [words] : []));

/** Of what would be copied of it. Throws when there is nothing. */
async function ofFiles({ path }: Submission): Promise<Fingerprint> {
  const found = await stat(path);
  if (!found.isDirectory()) return fingerprintOf({ files: [found.size, found.mtimeMs] });
  return fingerprintOf({ files: [...(await readFolder(path, { skips: isClutter }))].sort() });
}

const fingerprintOf = (parts: Readonly<Record<string, unknown>>): Fingerprint =>
  Object.fromEntries(
    Object.entries(parts).map(([part, value]) => [
      part,
      createHash('sha256')
        .update(JSON.stringify(value) ?? '')
        .digest('hex'),
    ]),
  );

/** A result that is kept in a folder of reports, whatever it was graded with; undefined: there is none. */
export async function readResult(folder: string, name: string): Promise<SubmissionResult | undefined> {
  try {
    const text = await readFile(join(folder, FINISHED, `${fileName(name)}.json`), 'utf8');
    return (JSON.parse(text) as Stored).result;
  } catch {
    return undefined;
  }
}

/** How a name ends that was made. */
const MADE = /-[\da-f]{8}$/i;

/**
 * A submission's name as a file's: what may stand in one, and is no other submission's. Names that differ by more than
 * capitals have other files also where a file system knows no capitals.
 */
export function fileName(name: string): string {
  const plain = name.replaceAll(/[^\w.@+-]+/g, '_').replace(/^\.+/, '_');
  if (plain === name && name.length <= 100 && !MADE.test(name)) return name;
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
