// @ts-check
/**
 * One at a time: a file that says who is installing or building in this folder,
 * so that two terminals with `npm start` don't write over each other.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './project.mjs';

const FILE = join(ROOT, '.building');
/** Set for what the holder starts: it may work on, the lock is its own. */
const HELD = 'HERD_CONSOLE_BUILDING';
const POLL_MS = 200;

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

function tryToTake() {
  try {
    writeFileSync(FILE, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
  }
  try {
    const holder = Number(readFileSync(FILE, 'utf8'));
    // An empty file is one that is being written just now.
    if (holder > 0 && !isAlive(holder)) rmSync(FILE, { force: true });
  } catch {
    // It has been given back in between: the next try takes it.
  }
  return false;
}

/**
 * Runs `work` while nobody else installs or builds here; waits for whoever does.
 * @template T
 * @param {() => T} work
 * @returns {T}
 */
export function alone(work) {
  if (process.env[HELD]) return work();
  let told = false;
  while (!tryToTake()) {
    if (!told)
      console.error('Waiting for another install or build in this folder to end (it says so in .building) …');
    told = true;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, POLL_MS);
  }
  process.env[HELD] = '1';
  try {
    return work();
  } finally {
    delete process.env[HELD];
    rmSync(FILE, { force: true });
  }
}
