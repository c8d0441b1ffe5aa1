/** The folder that logs go to: made where it isn't there yet, and known to take files before anything is started. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { HerdError } from '../../src-shared/errors.ts';

/** Makes the folder and tries to write in it. Throws LOG_FOLDER. */
export function prepareLogFolder(path: string): void {
  try {
    makeFolder(resolve(path));
    const trial = join(path, `.herd-${randomBytes(6).toString('hex')}`);
    writeFileSync(trial, 'Can this folder be written?\n', { flag: 'wx' });
    rmSync(trial);
  } catch (thrown) {
    throw new HerdError('LOG_FOLDER', {
      path,
      reason: thrown instanceof Error ? thrown.message : String(thrown),
    });
  }
}

/**
 * Makes the folder and those above it. Not mkdir's `recursive`: on Node 20 that never returns where a parent exists
 * in which nothing can be made (`/proc/x`).
 */
export function makeFolder(path: string): void {
  try {
    mkdirSync(path);
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    const parent = dirname(path);
    if (code === 'EEXIST' && statSync(path).isDirectory()) return;
    if (code !== 'ENOENT' || parent === path || existsSync(parent)) throw thrown;
    makeFolder(parent);
    mkdirSync(path);
  }
}
