// @ts-check
/**
 * What a window needs of a Linux machine: Electron's shared libraries, and a
 * display. Tests get what is missing installed where they may (root) and a
 * display of their own; a person is told the command.
 */
import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** Firefox’s too: GTK, which Electron needs, is among its libraries and not among Chromium’s. */
const INSTALL = ['playwright', 'install-deps', 'chromium', 'firefox'];
export const INSTALL_COMMAND = `npx ${INSTALL.join(' ')}`;
const INSTALL_MS = 240_000;

export const isRoot = () => process.getuid?.() === 0;

export const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);

/**
 * Libraries that the program needs and that this system doesn't have. Only asked on Linux: elsewhere Electron
 * brings all that it needs.
 * @param {string} program
 * @returns {Promise<string[]>}
 */
export async function missingLibraries(program) {
  if (process.platform !== 'linux') return [];
  try {
    const { stdout } = await run('ldd', [program]);
    return [...stdout.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1] ?? '');
  } catch {
    // No ldd, or one that can't read it: then starting it tells.
    return [];
  }
}

async function hasXvfb() {
  return run('which', ['Xvfb']).then(
    () => true,
    () => false,
  );
}

/** @param {string} program */
async function missingParts(program) {
  const parts = await missingLibraries(program);
  return hasDisplay() || (await hasXvfb()) ? parts : [...parts, 'Xvfb'];
}

/**
 * For tests. Nothing to do on other systems: their Electron brings what it needs.
 * @param {string} program
 */
export async function ensureSystemParts(program) {
  if (process.platform !== 'linux') return;
  const missing = await missingParts(program);
  if (missing.length === 0) return;
  const what = `A window needs what this system doesn't have: ${missing.join(', ')}.`;
  if (!isRoot()) throw new Error(`${what}\n  next: sudo ${INSTALL_COMMAND}`);
  process.stderr.write(`${what}\nInstalling it with: ${INSTALL_COMMAND} …\n`);
  await run('npx', ['--no-install', ...INSTALL], { timeout: INSTALL_MS });
  const still = await missingParts(program);
  if (still.length > 0) throw new Error(`Still missing after installing: ${still.join(', ')}.`);
}

/**
 * For tests. Where there is no display, starts one in memory and names it to what we start. Returns how to end it.
 * @returns {Promise<() => Promise<void>>}
 */
export async function ensureDisplay() {
  if (hasDisplay()) return async () => undefined;
  // It chooses a free number and writes it to descriptor 3 when it is ready. Larger than the largest window tested.
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1920x1200x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  process.env['DISPLAY'] = `:${await readNumber(server)}`;
  return () => end(server);
}

/**
 * @param {import('node:child_process').ChildProcess} server
 * @returns {Promise<string>}
 */
function readNumber(server) {
  return new Promise((found, failed) => {
    let text = '';
    server.stdio[3]?.on('data', (/** @type {Buffer} */ chunk) => {
      text += chunk.toString();
      if (text.endsWith('\n')) found(text.trim());
    });
    server.once('error', failed);
    server.once('exit', (code) => failed(new Error(`Xvfb ended (${code}) before it had a display`)));
  });
}

/**
 * @param {import('node:child_process').ChildProcess} server
 * @returns {Promise<void>}
 */
function end(server) {
  return new Promise((ended) => {
    server.once('exit', () => ended());
    if (!server.kill()) ended();
  });
}
