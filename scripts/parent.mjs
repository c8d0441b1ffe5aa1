// @ts-check
/** For what npm starts: ends with it. */
const PARENT_CHECK_MS = 500;

/**
 * npm passes a SIGTERM on to the shell that it started us with, and that shell doesn't pass it on to us: without
 * this, ending `npm start` would leave its herd running.
 */
export function endWithParent() {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, PARENT_CHECK_MS);
  timer.unref();
}
