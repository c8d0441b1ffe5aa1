/** What is in a folder: for the quota, and for what a herd wrote or changed in it. Links are not followed. */
import { lstat, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { WrittenFile } from './herd-under-test.ts';

export interface FileState {
  readonly bytes: number;
  readonly modified: number;
}

/** Files by their path from the folder, with `/`. */
export type FolderState = ReadonlyMap<string, FileState>;

const MOST_TEXT = 256 * 1024;
const MOST_WRITTEN = 100;

/** Stops after `most` files: who asks wants no more. */
export async function readFolder(folder: string, most = 100_000): Promise<FolderState> {
  const files = new Map<string, FileState>();
  const waiting = [''];
  for (let below = waiting.pop(); below !== undefined && files.size < most; below = waiting.pop()) {
    const entries = await readdir(join(folder, below), { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) waiting.push(path);
      else if (entry.isFile() && files.size < most) {
        const state = await lstat(join(folder, path)).catch(() => undefined);
        if (state) files.set(path, { bytes: state.size, modified: state.mtimeMs });
      }
    }
  }
  return files;
}

export const bytesOf = (state: FolderState): number =>
  [...state.values()].reduce((sum, { bytes }) => sum + bytes, 0);

/** Paths that are new or other than before. */
export function changedFiles(before: FolderState, after: FolderState): string[] {
  return [...after].flatMap(([path, { bytes, modified }]) => {
    const old = before.get(path);
    return old?.bytes === bytes && old.modified === modified ? [] : [path];
  });
}

export async function readWritten(folder: string, before: FolderState): Promise<WrittenFile[]> {
  const after = await readFolder(folder);
  const paths = changedFiles(before, after)
    .filter((path) => !path.endsWith('.pyc'))
    .sort()
    .slice(0, MOST_WRITTEN);
  return Promise.all(
    paths.map(async (path) => ({ path, isNew: !before.has(path), ...(await readEnd(join(folder, path))) })),
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
