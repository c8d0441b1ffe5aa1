/** The folder that logs go to: known to take files before anything is started. */
import { HerdError } from '../../src-shared/errors.ts';
import { prepareFolder } from '../ground/make-folder.ts';

/** Makes the folder and tries to write in it. Throws LOG_FOLDER. */
export function prepareLogFolder(path: string): void {
  try {
    prepareFolder(path);
  } catch (thrown) {
    throw new HerdError('LOG_FOLDER', {
      path,
      reason: thrown instanceof Error ? thrown.message : String(thrown),
    });
  }
}
