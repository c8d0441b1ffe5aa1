/** Where the built-in gazetteer lies: the same folder for the source tree, the built program and a packaged app. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const PACKAGE_NAME = 'herd-console';

/** The gazetteer's file in the `resources` of the package that this code belongs to. It may not be there. */
export function defaultGazetteerPath(from: string = import.meta.dirname): string {
  return join(packageFolder(from) ?? from, 'resources', 'gazetteer', 'gazetteer.bin');
}

/** The nearest folder above that holds our package.json: code may lie in `src-main/places` or in `out/main`. */
function packageFolder(from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    if (nameIn(folder) === PACKAGE_NAME) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

function nameIn(folder: string): unknown {
  try {
    const parsed: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return typeof parsed === 'object' && parsed !== null && 'name' in parsed ? parsed.name : undefined;
  } catch {
    return undefined;
  }
}
