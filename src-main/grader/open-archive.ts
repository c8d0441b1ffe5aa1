/**
 * Opens an archive that was handed in: nothing is written outside the folder, no links, no clutter, and no more than a
 * submission may have. An archive that holds nothing but another one is opened once more.
 */
import { createReadStream } from 'node:fs';
import { lstat, mkdir, open, readdir, rm } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { createGunzip } from 'node:zlib';
import { isClutter } from './clutter.ts';
import { GRADING_LIMITS } from './limits.ts';
import { isAboutFiles, SubmissionProblem } from './submission-problem.ts';
import { type ArchiveEntry, BrokenArchive, untar } from './untar.ts';
import { unzip } from './unzip.ts';

const MOST_INSIDE = 2;
/** What a file may take in a tar beside its content: heads, long names, padding. */
const TAR_EXTRA_BYTES = 4_096;
/** So often the size of the largest submission is unpacked of a tar, where most of it is skipped. */
const MOST_UNPACKED = 3;

type Kind = 'zip' | 'tar' | 'tgz';

/** What an archive is by its name; undefined: it is none that can be opened. */
export function archiveKind(path: string): Kind | undefined {
  if (/\.zip$/i.test(path)) return 'zip';
  if (/\.(?:tgz|tar\.gz)$/i.test(path)) return 'tgz';
  return /\.tar$/i.test(path) ? 'tar' : undefined;
}

/** Archives of other kinds, and documents, that are handed in instead of a program. */
const CLOSED = /\.(?:rar|7z|xz|bz2|zst|lzma|gz|txz|tbz2?|pdf|docx?|odt|pages|rtf)$/i;

/** Why there is no program in a file; undefined: it is no such file, or its archive can be opened. */
export const whyClosed = (path: string): string | undefined =>
  CLOSED.test(path) && archiveKind(path) === undefined
    ? `${basename(path)} is a kind of file that can’t be opened here; .zip, .tar, .tar.gz and .tgz can`
    : undefined;

/**
 * Writes what is in the archive into `folder`, which is there.
 * @throws SubmissionProblem
 */
export async function openArchive(
  path: string,
  folder: string,
  limits: ArchiveLimits = GRADING_LIMITS,
): Promise<void> {
  const budget = { bytes: limits.diskBytes, files: limits.files, limits };
  await extract(path, folder, budget);
  for (let depth = 1; ; depth++) {
    const [only, ...others] = await readdir(folder);
    if (only === undefined || others.length > 0 || archiveKind(only) === undefined) return;
    if (depth > MOST_INSIDE)
      throw new SubmissionProblem('it is an archive in an archive in an archive, and so on');
    const inner = join(folder, only);
    // A folder may be named like an archive.
    if ((await lstat(inner)).isDirectory()) return;
    await extract(inner, folder, budget);
    await rm(inner);
  }
}

export interface ArchiveLimits {
  readonly diskBytes: number;
  readonly files: number;
}

/** What is left of the limits. */
interface Allowance {
  readonly limits: ArchiveLimits;
  bytes: number;
  files: number;
}

async function extract(path: string, folder: string, allowance: Allowance): Promise<void> {
  try {
    for await (const entry of entriesOf(path, allowance.limits)) await write(entry, folder, allowance);
  } catch (error) {
    if (error instanceof SubmissionProblem) throw error;
    if (error instanceof BrokenArchive)
      throw new SubmissionProblem(`its archive can’t be opened: ${error.message}`);
    const { code, message } = error as NodeJS.ErrnoException;
    // What gzip says of data that isn't its own; and of names that are too long, or a file and a folder at once.
    if (code?.startsWith('Z_') || isAboutFiles(error)) {
      throw new SubmissionProblem(`its archive can’t be opened: ${message}`);
    }
    throw error;
  }
}

async function* entriesOf(path: string, limits: ArchiveLimits): AsyncGenerator<ArchiveEntry> {
  const kind = archiveKind(path);
  if (kind === 'zip') return yield* unzip(path);
  const file = createReadStream(path);
  const gunzip = kind === 'tgz' ? createGunzip() : undefined;
  file.on('error', (error) => gunzip?.destroy(error));
  try {
    yield* untar(bounded(gunzip ? file.pipe(gunzip) : file, limits));
  } finally {
    // Who refuses an archive half way reads neither to its end.
    gunzip?.destroy();
    file.destroy();
  }
}

/** What is skipped is unpacked all the same: a few bytes of gzip can stand for hours of it. */
async function* bounded(source: AsyncIterable<Buffer>, limits: ArchiveLimits): AsyncGenerator<Buffer> {
  let left = MOST_UNPACKED * limits.diskBytes + limits.files * TAR_EXTRA_BYTES;
  for await (const chunk of source) {
    left -= chunk.length;
    if (left < 0) throw tooLarge(limits);
    yield chunk;
  }
}

const tooLarge = ({ diskBytes }: ArchiveLimits): SubmissionProblem =>
  new SubmissionProblem(`it is larger than ${diskBytes / 1024 / 1024} MiB`);

async function write(entry: ArchiveEntry, folder: string, allowance: Allowance): Promise<void> {
  const { path, kind, executable, content } = entry;
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  const outside = path.startsWith('/') || parts.includes('..') || /[\\\0]|^[a-z]:/i.test(path);
  if (outside)
    throw new SubmissionProblem(`its archive has a path that leads out of it: ${JSON.stringify(path)}`);
  if (parts.some(isClutter)) return;
  take(1, allowance);
  const target = join(folder, ...parts);
  if (kind === 'folder') await makeFolder(target, allowance);
  if (kind !== 'file' || parts.length === 0) return;
  await makeFolder(dirname(target), allowance);
  const file = await open(target, 'w', executable ? 0o755 : 0o644);
  try {
    for await (const chunk of content) {
      allowance.bytes -= chunk.length;
      if (allowance.bytes < 0) throw tooLarge(allowance.limits);
      await file.write(chunk);
    }
  } finally {
    await file.close();
  }
}

/** Folders count as files do: one entry can make a thousand of them, one within the other. */
async function makeFolder(path: string, allowance: Allowance): Promise<void> {
  const first = await mkdir(path, { recursive: true });
  if (first !== undefined) take(relative(first, path).split(sep).length, allowance);
}

function take(files: number, allowance: Allowance): void {
  allowance.files -= files;
  if (allowance.files < 0)
    throw new SubmissionProblem(`its archive has more than ${allowance.limits.files} files`);
}
