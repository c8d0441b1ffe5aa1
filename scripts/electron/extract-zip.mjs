// @ts-check
/** Takes chosen files out of a zip, streaming. */
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openPromise } from 'yauzl';

/**
 * Where an entry goes, from the target folder, and whether it is a program.
 * @typedef {{ path: string, executable: boolean }} Wanted
 */

/**
 * @param {string} zip
 * @param {string} folder
 * @param {(name: string) => Wanted | undefined} choose what becomes of the entry of this name; undefined: it is left out
 */
export async function extractZip(zip, folder, choose) {
  const file = await openPromise(zip);
  try {
    for await (const entry of file.eachEntry()) {
      const wanted = entry.fileName.endsWith('/') ? undefined : choose(entry.fileName);
      if (!wanted) continue;
      const path = join(folder, wanted.path);
      if (!path.startsWith(folder + sep)) throw new Error(`${entry.fileName} would leave ${folder}`);
      await mkdir(dirname(path), { recursive: true });
      const mode = wanted.executable ? 0o755 : 0o644;
      await pipeline(await file.openReadStreamPromise(entry), createWriteStream(path, { mode }));
    }
  } finally {
    file.close();
  }
}
