/** Small files that are read with a limit, written whole or not at all, and set aside when they are broken. */
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join, parse } from 'node:path';
import { makeFolder } from '../ground/make-folder.ts';

/** Refused with RangeError: a file that is larger than this is none of ours. Undefined: there is no such file. */
export function readBounded(path: string, limit: number): Buffer | undefined {
  try {
    if (statSync(path).size > limit) throw new RangeError(`It is larger than ${limit} bytes.`);
    return readFileSync(path);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw thrown;
  }
}

function writeAll(path: string, bytes: Uint8Array, mode: number): void {
  const file = openSync(path, 'wx', mode);
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    // Before the rename: after a power cut there is to be the old file or the new one, not an empty one.
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Writes beside the place and renames into it: whoever reads it sees the old file or the new one. */
export function writeWhole(path: string, content: string | Uint8Array, mode = 0o600): void {
  const beside = `${path}.${randomBytes(6).toString('hex')}.part`;
  makeFolder(dirname(path));
  try {
    writeAll(beside, typeof content === 'string' ? Buffer.from(content) : content, mode);
    renameSync(beside, path);
  } catch (thrown) {
    rmSync(beside, { force: true });
    throw thrown;
  }
}

/** A moment as a part of a file's name, on every system. */
export const fileDate = (moment: Date): string => moment.toISOString().replaceAll(':', '-').replace('.', '-');

/** Renames `x.json` to `x.broken-DATE.json` and says what it is called now; where that can't be done it stays. */
export function setAside(path: string, now: Date): string {
  const { dir, name, ext } = parse(path);
  const aside = join(dir, `${name}.broken-${fileDate(now)}${ext}`);
  try {
    renameSync(path, aside);
    return aside;
  } catch {
    return path;
  }
}

/** Why something failed, in one line for a person. */
export const reasonOf = (thrown: unknown): string =>
  thrown instanceof Error ? thrown.message : String(thrown);
