/** Where a command's program is, so that a missing one is known before anything is started. */
import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, resolve } from 'node:path';

export type FoundProgram = { readonly path: string } | { readonly reason: string };

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/** Looks as the system would: a name with a slash from the working directory, any other in `searchPath` (PATH). */
export async function findProgram(program: string, cwd: string, searchPath: string): Promise<FoundProgram> {
  if (!(await isFolder(cwd))) return { reason: `Its working directory ${cwd} is not a folder that exists.` };
  // Windows has its own rules (endings, backslashes), and its spawn names a missing program by itself.
  if (process.platform === 'win32') return { path: program };
  const isPath = program.includes('/');
  const folders = isPath ? [''] : searchPath.split(delimiter);
  for (const folder of folders) {
    const path = resolve(cwd, folder, program);
    if (program !== '' && (await isProgram(path))) return { path: isPath ? path : program };
  }
  if (!isPath) return { reason: 'It is in none of the folders of PATH.' };
  return { reason: `${resolve(cwd, program)} is not there, or not executable.` };
}
