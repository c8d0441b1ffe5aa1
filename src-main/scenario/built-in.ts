/** The scenarios that come with the program, and the file or built-in one that a person names. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { closestName } from '../../src-shared/closest-name.ts';
import { HerdError } from '../../src-shared/errors.ts';
import { packageFolder } from '../ground/package-folder.ts';
import { FILE_LIMITS } from './located-yaml.ts';
import { readScenario, type Scenario } from './read-scenario.ts';

const ENDING = '.yaml';

export function scenarioFolder(from: string = import.meta.dirname): string {
  return join(packageFolder(from) ?? from, 'resources', 'scenarios');
}

/** Ids of the built-in scenarios, in the alphabet's order. */
export async function builtInIds(folder = scenarioFolder()): Promise<string[]> {
  const files = await readdir(folder).catch(() => []);
  return files.flatMap((file) => (file.endsWith(ENDING) ? [basename(file, ENDING)] : [])).sort();
}

/** Each built-in scenario with its title. */
export async function listBuiltIn(folder = scenarioFolder()): Promise<{ id: string; title: string }[]> {
  const ids = await builtInIds(folder);
  return Promise.all(ids.map(async (id) => ({ id, title: (await loadScenario(id, folder)).title })));
}

/**
 * A built-in scenario by its id, or a file by its path. A built-in id wins (write `./report-2016` for a file).
 * @throws HerdError UNKNOWN_SCENARIO, FILE_UNREADABLE, SCENARIO_INVALID
 */
export async function loadScenario(idOrFile: string, folder = scenarioFolder()): Promise<Scenario> {
  const ids = await builtInIds(folder);
  const builtIn = ids.includes(idOrFile);
  const path = builtIn ? join(folder, `${idOrFile}${ENDING}`) : idOrFile;
  return readScenario(await readText(path, idOrFile, ids), builtIn ? `${idOrFile}${ENDING}` : idOrFile);
}

/** The text of a built-in scenario. Never of another file. @throws HerdError UNKNOWN_SCENARIO */
export async function readBuiltIn(id: string, folder = scenarioFolder()): Promise<string> {
  const ids = await builtInIds(folder);
  if (ids.includes(id)) return readText(join(folder, `${id}${ENDING}`), id, ids);
  const meant = closestName(id, ids);
  throw new HerdError('UNKNOWN_SCENARIO', { id, known: ids, ...(meant === undefined ? {} : { meant }) });
}

async function readText(path: string, named: string, known: readonly string[]): Promise<string> {
  try {
    const { size } = await stat(path);
    // The reader refuses it by its size; there is no need to hold all of it for that.
    if (size > FILE_LIMITS.bytes) return ' '.repeat(FILE_LIMITS.bytes + 1);
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') {
      const meant = closestName(named, known);
      throw new HerdError('UNKNOWN_SCENARIO', {
        id: named,
        known,
        ...(meant === undefined ? {} : { meant }),
      });
    }
    throw new HerdError('FILE_UNREADABLE', { path, reason: message });
  }
}
