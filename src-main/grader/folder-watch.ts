/** What is in a folder: for the quota, and for what a herd wrote or changed in it. Links are not followed. */
import { lstat, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { getSystemErrorMap } from 'node:util';
import type { WrittenFile } from './herd-under-test.ts';
import { isAboutFiles } from './submission-problem.ts';

export interface FileState {
  readonly bytes: number;
  readonly modified: number;
}

/** Files by their path from the folder, with `/`. */
export type FolderState = ReadonlyMap<string, FileState>;

export interface FolderLook {
  readonly files: FolderState;
  /** All that is in it: folders, links and pipes without end take the disk as well. */
  readonly entries: number;
  /** Why something that is there could not be looked at; undefined: all was seen, or is gone meanwhile. */
  readonly hidden: string | undefined;
}

export interface LookOptions {
  /** Stops after so many entries: who asks wants no more. */
  readonly most?: number;
  /** Whether one of this name is passed over, with all in it. */
  readonly skips?: (name: string) => boolean;
}

const MOST_ENTRIES = 100_000;
const MOST_TEXT = 256 * 1024;
/** Of so many written files the text is read: of those that were written last. */
const MOST_READ = 100;

export async function lookInto(folder: string, options: LookOptions = {}): Promise<FolderLook> {
  const { most = MOST_ENTRIES, skips = () => false } = options;
  const files = new Map<string, FileState>();
  const waiting = [''];
  let entries = 0;
  let hidden: string | undefined;
  for (let below = waiting.pop(); below !== undefined && entries < most; below = waiting.pop()) {
    try {
      for (const entry of await readdir(join(folder, below), { withFileTypes: true })) {
        if (skips(entry.name)) continue;
        entries++;
        const path = below === '' ? entry.name : `${below}/${entry.name}`;
        if (entry.isDirectory()) waiting.push(path);
        if (entry.isFile()) {
          const state = await lstat(join(folder, path)).catch((error: unknown) => {
            hidden ??= hiddenBy(error, path);
          });
          if (state) files.set(path, { bytes: state.size, modified: state.mtimeMs });
        }
        if (entries >= most) break;
      }
    } catch (error) {
      hidden ??= hiddenBy(error, below);
    }
  }
  return { files, entries, hidden };
}

/** Undefined: it is gone, or it is this machine that can't look. */
function hiddenBy(error: unknown, path: string): string | undefined {
  const { code, errno = 0 } = error as NodeJS.ErrnoException;
  // What is listed under a name of bytes that are no text is not found by that text.
  if (code === 'ENOENT' && path.includes('\u{fffd}')) return 'its name is no text';
  if (code === 'ENOENT' || code === 'ENOTDIR' || !isAboutFiles(error)) return undefined;
  return getSystemErrorMap().get(errno)?.[1] ?? code;
}

export const readFolder = async (folder: string, options?: LookOptions): Promise<FolderState> =>
  (await lookInto(folder, options)).files;

export const bytesOf = (state: FolderState): number =>
  [...state.values()].reduce((sum, { bytes }) => sum + bytes, 0);

/** Paths that are new or other than before. */
export function changedFiles(before: FolderState, after: FolderState): string[] {
  return [...after].flatMap(([path, { bytes, modified }]) => {
    const old = before.get(path);
    return old?.bytes === bytes && old.modified === modified ? [] : [path];
  });
}

/** All that is new or other than before, the last written first; without text where that is too much to read. */
export async function readWritten(folder: string, before: FolderState): Promise<WrittenFile[]> {
  const after = await readFolder(folder);
  const written = changedFiles(before, after)
    .filter((path) => !path.endsWith('.pyc'))
    .map((path) => ({ path, bytes: 0, modified: 0, ...after.get(path) }))
    .sort((a, b) => b.modified - a.modified || (a.path < b.path ? -1 : 1));
  return Promise.all(
    written.map(async ({ path, bytes }, i) => ({
      path,
      isNew: !before.has(path),
      ...(i < MOST_READ ? await readEnd(join(folder, path)) : { text: '', bytes }),
    })),
  );
}

async function readEnd(path: string): Promise<{ text: string; bytes: number }> {
  try {
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      const buffer = Buffer.alloc(Math.min(size, MOST_TEXT));
      await file.read(buffer, 0, buffer.length, size - buffer.length);
      return { text: buffer.toString('utf8'), bytes: size };
    } finally {
      await file.close();
    }
  } catch {
    return { text: '', bytes: 0 };
  }
}
