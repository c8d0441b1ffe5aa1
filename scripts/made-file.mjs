// @ts-check
/** Files that scripts make from packages: whether one is made from these very sources, and writing it whole. */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const SELF = import.meta.filename;

/**
 * Changes with these scripts and with the versions of the packages that they read.
 * @param {string[]} scripts
 * @param {string[]} manifests the packages' package.json
 */
export function sourceStamp(scripts, manifests) {
  const hash = createHash('sha256');
  for (const file of [SELF, ...scripts]) hash.update(readFileSync(file));
  for (const file of manifests) {
    hash.update(JSON.parse(readFileSync(file, 'utf8')).version).update('\n');
  }
  return hash.digest('hex').slice(0, 32);
}

/**
 * Whether it is made already. What can't be read isn't.
 * @param {string} target
 * @param {string} stamp
 * @param {(target: string) => string | undefined} stampOf finds the stamp in the file
 */
export function isMadeFrom(target, stamp, stampOf) {
  if (!existsSync(target)) return false;
  try {
    return stampOf(target) === stamp;
  } catch {
    return false;
  }
}

/**
 * Written beside and renamed, so that two builds at once, or a full disk, leave no half a file.
 * @param {string} target
 * @param {string | Uint8Array} content
 */
export function writeWhole(target, content) {
  mkdirSync(dirname(target), { recursive: true });
  const beside = `${target}.${randomUUID()}.tmp`;
  try {
    writeFileSync(beside, content);
    renameSync(beside, target);
  } finally {
    rmSync(beside, { force: true });
  }
}
