// @ts-check
/** `npm run grade:self`: makes everything ready, then grades the grader in this process. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensure } from './ensure.mjs';
import { endWithParent } from './parent.mjs';
import { ROOT } from './project.mjs';

ensure({ development: true });
endWithParent();
await import(pathToFileURL(join(ROOT, 'out/main/grade-self.js')).href);
