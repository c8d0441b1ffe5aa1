/** Reads a zip file. Links are told and not given. */
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { type ArchiveEntry, BrokenArchive } from './untar.ts';

const FILE_TYPE = 0o170_000;
const REGULAR = 0o100_000;

/** @throws BrokenArchive, also for names that lead out of it */
export async function* unzip(path: string): AsyncGenerator<ArchiveEntry> {
  let zip: ZipFile | undefined;
  try {
    zip = await openPromise(path);
    for await (const entry of zip.eachEntry()) yield describe(zip, entry);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    // The system's own errors are not the archive's.
    if (code?.startsWith('E')) throw error;
    throw new BrokenArchive(`it is no zip file, or damaged: ${message}`);
  } finally {
    zip?.close();
  }
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
        yield* await zip.openReadStreamPromise(entry);
      },
    },
  };
}
