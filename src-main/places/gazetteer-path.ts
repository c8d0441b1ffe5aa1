/** Where the built-in gazetteer lies: the same folder for the source tree, the built program and a packaged app. */
import { join } from 'node:path';
import { packageFolder } from '../ground/package-folder.ts';

/** The gazetteer's file in the `resources` of the package that this code belongs to. It may not be there. */
export function defaultGazetteerPath(from: string = import.meta.dirname): string {
  return join(packageFolder(from) ?? from, 'resources', 'gazetteer', 'gazetteer.bin');
}
