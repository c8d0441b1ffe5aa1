/** Removes a folder that hostile programs wrote in: they can take our rights to their folders away, and nest too deep. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';

/** Goes down folder by folder, so that no path is too long for it, and follows no links. Its folder is “$1”. */
export const REMOVE = 'chmod -R u+rwx -- "$1" 2>/dev/null; rm -rf -- "$1"';

/** Whether it is gone. */
export async function removeFolder(folder: string): Promise<boolean> {
  try {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    return true;
  } catch {
    return removeByShell(folder);
  }
}

async function removeByShell(folder: string): Promise<boolean> {
  const shell = spawn('/bin/sh', ['-c', REMOVE, 'herd-remove', folder], { cwd: '/', stdio: 'ignore' });
  try {
    const [status] = await once(shell, 'exit');
    return status === 0;
  } catch {
    // There is no such shell.
    return false;
  }
}
