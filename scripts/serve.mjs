// @ts-check
/** `npm run serve`: makes everything ready, then is the herd itself (in this process: signals and exit code are its own). */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensure } from './ensure.mjs';
import { endWithParent } from './parent.mjs';
import { ROOT } from './project.mjs';

ensure({ development: false });
endWithParent();
const herd = join(ROOT, 'out/main/herd.js');
process.argv = [process.execPath, herd, 'serve', ...process.argv.slice(2)];
await import(pathToFileURL(herd).href);
