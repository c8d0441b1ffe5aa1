/** Makes sure that a log folder is there and takes files, before anything is started that would write there. */
import { randomBytes } from 'node:crypto';
import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { HerdError } from '../../src-shared/errors.ts';

/**
 * Makes the folder where it isn't there yet, and tries to write in it.
 * @throws HerdError LOG_FOLDER
 */
export async function prepareLogFolder(path: string): Promise<void> {
  try {
    await makeFolder(resolve(path));
    const trial = join(path, `.herd-${randomBytes(6).toString('hex')}`);
    await writeFile(trial, 'Can this folder be written?\n', { flag: 'wx' });
    await rm(trial);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new HerdError('LOG_FOLDER', { path, reason });
  }
}

/**
 * Not mkdir's `recursive`: on Node 20 it never returns where a parent exists in which nothing can be made
 * (`/proc/x`).
 */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const parent = dirname(path);
    if (code === 'EEXIST' && (await stat(path)).isDirectory()) return;
    if (code !== 'ENOENT' || parent === path || (await exists(parent))) throw error;
    await makeFolder(parent);
    await mkdir(path);
  }
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
