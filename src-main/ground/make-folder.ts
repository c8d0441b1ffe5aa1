/** Folders that a person named: made where they aren't there yet, and known to take files before anything is started. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/**
 * Makes the folder and those above it. Not mkdir's `recursive`: on Node 20 that never returns where a parent exists
 * in which nothing can be made (`/proc/x`).
 * @throws the system's error
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

/**
 * Makes the folder and tries to write in it.
 * @throws the system's error
 */
export function prepareFolder(path: string): void {
  makeFolder(resolve(path));
  const trial = join(path, `.herd-${randomBytes(6).toString('hex')}`);
  writeFileSync(trial, 'Can this folder be written?\n', { flag: 'wx' });
  rmSync(trial);
}
