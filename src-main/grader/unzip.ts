/** Reads a zip file. Links are told and not given. */
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { SubmissionProblem } from './submission-problem.ts';
import { type ArchiveEntry, BrokenArchive } from './untar.ts';

const FILE_TYPE = 0o170_000;
const REGULAR = 0o100_000;

/**
 * @throws BrokenArchive, also for names that lead out of it; SubmissionProblem for what can't be read here. An entry's
 * content throws the same.
 */
export async function* unzip(path: string): AsyncGenerator<ArchiveEntry> {
  let zip: ZipFile | undefined;
  try {
    zip = await openPromise(path);
    for await (const entry of zip.eachEntry()) yield describe(zip, entry);
  } catch (error) {
    throw asBroken(error);
  } finally {
    zip?.close();
  }
}

/** What is thrown for an error that came up while the archive was read. */
function asBroken(error: unknown): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  // The system's own errors are not the archive's, nor is what was said already.
  if (code?.startsWith('E') || error instanceof SubmissionProblem) return error;
  return new BrokenArchive(`it is no zip file, or damaged: ${message}`);
}

/** What is in it may be right: nothing can be said against who handed it in. */
function refuseLocked(entry: Entry): void {
  if (entry.canDecodeFileData()) return;
  const why = entry.isEncrypted()
    ? 'is protected by a password'
    : `is packed by a method that is not known here (number ${entry.compressionMethod}): pack it by “Deflate”, as is usual`;
  const name = JSON.stringify(entry.fileName);
  throw new SubmissionProblem(`its archive can’t be opened: ${name} in it ${why}`, 'unknown');
}

function describe(zip: ZipFile, entry: Entry): ArchiveEntry {
  // Unix tools put the file's mode there; others put nothing.
  const mode = entry.externalFileAttributes >>> 16;
  const type = mode & FILE_TYPE;
  const isFolder = entry.fileName.endsWith('/');
  const isFile = type === 0 || type === REGULAR;
  return {
    path: entry.fileName,
    kind: isFolder ? 'folder' : isFile ? 'file' : 'link or device',
    executable: (mode & 0o111) !== 0,
    content: {
      async *[Symbol.asyncIterator]() {
        try {
          refuseLocked(entry);
          yield* await zip.openReadStreamPromise(entry);
        } catch (error) {
          // Read by another than who goes through the entries: it is heard of here or nowhere.
          throw asBroken(error);
        }
      },
    },
  };
}
