// @ts-check
/** `npm start`: makes everything ready, then is the herd itself (in this process: signals and exit code are its own). */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensure } from './ensure.mjs';
import { ROOT } from './project.mjs';

const PARENT_CHECK_MS = 500;

/**
 * npm passes a SIGTERM on to the shell that it started us with, and that shell doesn't pass it on to us:
 * without this, ending `npm start` would leave its herd running.
 */
function endWithParent() {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, PARENT_CHECK_MS);
  timer.unref();
}

ensure({ development: false });
endWithParent();
const herd = join(ROOT, 'out/main/herd.js');
process.argv = [process.execPath, herd, 'serve', ...process.argv.slice(2)];
await import(pathToFileURL(herd).href);
