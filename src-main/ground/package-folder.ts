/** Where this program's package lies, whether the code runs from the source tree or from the built one. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const PACKAGE_NAME = 'herd-console';

/** The nearest folder above `from` that holds our package.json: code may lie in `src-main/places` or in `out/main`. */
export function packageFolder(from: string): string | undefined {
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
