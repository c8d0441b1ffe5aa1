// @ts-check
/**
 * Installs and builds what is missing or stale, and nothing else: what stands
 * in front of `npm start` and `npm test`, so that a fresh clone needs nothing
 * but Node. Nothing is missing: about a tenth of a second.
 */
import { pathToFileURL } from 'node:url';
import { alone } from './lock.mjs';
import { isBuilt, missingPackages, npm } from './project.mjs';

const OLDEST_NODE = [20, 19];

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = OLDEST_NODE;
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return;
  console.error(`This is Node ${process.versions.node}; ${wantedMajor}.${wantedMinor} or newer is needed.`);
  process.exit(1);
}

/**
 * @param {string} what
 * @param {number} status
 * @param {string} next
 */
function report(what, status, next) {
  if (status !== 0) console.error(`\n${what} failed (exit code ${status}).\n  next: ${next}`);
  return status;
}

function installAll() {
  console.error('Installing dependencies (this once) …');
  const status = npm(['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']);
  return report('Installing', status, 'Check the network (npm ci needs its registry), then try again.');
}

function buildAll() {
  console.error('Building …');
  return report(
    'Building',
    npm(['run', '--silent', 'build']),
    'Read the messages above, then: npm run build',
  );
}

/**
 * Ends the process with an error where it can't be done.
 * @param {{ development: boolean }} need Whether the development dependencies must be there even if the
 *   build is up to date: tests need them, running doesn't.
 */
export function ensure(need) {
  checkNode();
  const ready = () => missingPackages(need).length === 0 && isBuilt();
  if (ready()) return;
  const status = alone(() => {
    if (ready()) return 0;
    const installed = missingPackages({ development: true }).length === 0 ? 0 : installAll();
    return installed !== 0 || isBuilt() ? installed : buildAll();
  });
  if (status !== 0) process.exit(status);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) ensure({ development: true });
