/** Removes a folder that hostile programs wrote in: they can take our rights to their folders away. */
import { chmod, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

export async function removeFolder(folder: string): Promise<void> {
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true, maxRetries: 5 });
  try {
    await remove();
  } catch {
    await takeBack(folder);
    await remove();
  }
}

/** Links are not followed. */
async function takeBack(folder: string): Promise<void> {
  const waiting = [folder];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const below = next;
    await chmod(below, 0o700).catch(() => {});
    const entries = await readdir(below, { withFileTypes: true }).catch(() => []);
    for (const entry of entries) if (entry.isDirectory()) waiting.push(join(below, entry.name));
  }
}
