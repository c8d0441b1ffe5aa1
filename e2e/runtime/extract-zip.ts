/** Takes chosen files out of a zip, streaming. */
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openPromise } from 'yauzl';

export interface Wanted {
  /** From the target folder. */
  readonly path: string;
  readonly executable: boolean;
}

/** @param choose What becomes of the entry of this name; undefined: it is left out. */
export async function extractZip(
  zip: string,
  folder: string,
  choose: (name: string) => Wanted | undefined,
): Promise<void> {
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
