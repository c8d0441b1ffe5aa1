/**
 * Opens an archive that was handed in: nothing is written outside the folder, no links, and no more than a submission
 * may have. An archive that holds nothing but another one is opened once more.
 */
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { GRADING_LIMITS } from './limits.ts';
import { SubmissionProblem } from './submission-problem.ts';
import { type ArchiveEntry, BrokenArchive, untar } from './untar.ts';
import { unzip } from './unzip.ts';

const MOST_INSIDE = 2;

type Kind = 'zip' | 'tar' | 'tgz';

/** What an archive is by its name; undefined: it is none that can be opened. */
export function archiveKind(path: string): Kind | undefined {
  if (/\.zip$/i.test(path)) return 'zip';
  if (/\.(?:tgz|tar\.gz)$/i.test(path)) return 'tgz';
  return /\.tar$/i.test(path) ? 'tar' : undefined;
}

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
    for await (const entry of entriesOf(path)) await write(entry, folder, allowance);
  } catch (error) {
    if (error instanceof SubmissionProblem) throw error;
    if (error instanceof BrokenArchive)
      throw new SubmissionProblem(`its archive can’t be opened: ${error.message}`);
    const { code, message } = error as NodeJS.ErrnoException;
    // What gzip says of data that isn't its own; and of names that are too long, or a file and a folder at once.
    if (code?.startsWith('Z_') || code?.startsWith('E')) {
      throw new SubmissionProblem(`its archive can’t be opened: ${message}`);
    }
    throw error;
  }
}

function entriesOf(path: string): AsyncIterable<ArchiveEntry> {
  const kind = archiveKind(path);
  if (kind === 'zip') return unzip(path);
  const file = createReadStream(path);
  if (kind === 'tar') return untar(file);
  const gunzip = createGunzip();
  file.on('error', (error) => gunzip.destroy(error));
  return untar(file.pipe(gunzip));
}

async function write(entry: ArchiveEntry, folder: string, allowance: Allowance): Promise<void> {
  const { path, kind, executable, content } = entry;
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  const outside = path.startsWith('/') || parts.includes('..') || /[\\\0]|^[a-z]:/i.test(path);
  if (outside)
    throw new SubmissionProblem(`its archive has a path that leads out of it: ${JSON.stringify(path)}`);
  if (--allowance.files < 0)
    throw new SubmissionProblem(`its archive has more than ${allowance.limits.files} files`);
  const target = join(folder, ...parts);
  if (kind === 'folder') await mkdir(target, { recursive: true });
  if (kind !== 'file' || parts.length === 0) return;
  await mkdir(dirname(target), { recursive: true });
  const file = await open(target, 'w', executable ? 0o755 : 0o644);
  try {
    for await (const chunk of content) {
      allowance.bytes -= chunk.length;
      if (allowance.bytes < 0) {
        throw new SubmissionProblem(`it is larger than ${allowance.limits.diskBytes / 1024 / 1024} MiB`);
      }
      await file.write(chunk);
    }
  } finally {
    await file.close();
  }
}
