/**
 * What a window needs of a Linux machine: Electron's shared libraries, and a
 * display. Root gets what is missing installed, others are told the command.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** Firefox’s too: GTK, which Electron needs, is among its libraries and not among Chromium’s. */
const INSTALL = ['playwright', 'install-deps', 'chromium', 'firefox'] as const;
const INSTALL_MS = 240_000;

const isRoot = () => process.getuid?.() === 0;

async function missingLibraries(program: string): Promise<string[]> {
  const { stdout } = await run('ldd', [program]);
  return [...stdout.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1] ?? '');
}

async function hasXvfb(): Promise<boolean> {
  return run('which', ['Xvfb']).then(
    () => true,
    () => false,
  );
}

const hasDisplay = () => Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);

async function missingParts(program: string): Promise<string[]> {
  const parts = await missingLibraries(program);
  return hasDisplay() || (await hasXvfb()) ? parts : [...parts, 'Xvfb'];
}

/** Nothing to do on other systems: their Electron brings what it needs. */
export async function ensureSystemParts(program: string): Promise<void> {
  if (process.platform !== 'linux') return;
  const missing = await missingParts(program);
  if (missing.length === 0) return;
  const what = `A window needs what this system doesn't have: ${missing.join(', ')}.`;
  if (!isRoot()) throw new Error(`${what}\n  next: sudo npx ${INSTALL.join(' ')}`);
  process.stderr.write(`${what}\nInstalling it with: npx ${INSTALL.join(' ')} …\n`);
  await run('npx', ['--no-install', ...INSTALL], { timeout: INSTALL_MS });
  const still = await missingParts(program);
  if (still.length > 0) throw new Error(`Still missing after installing: ${still.join(', ')}.`);
}

/** Where there is no display, starts one in memory and names it to what we start. Returns how to end it. */
export async function ensureDisplay(): Promise<() => Promise<void>> {
  if (process.platform !== 'linux' || hasDisplay()) return async () => undefined;
  // It chooses a free number and writes it to descriptor 3 when it is ready.
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  process.env['DISPLAY'] = `:${await readNumber(server)}`;
  return () => end(server);
}

function readNumber(server: ChildProcess): Promise<string> {
  return new Promise((found, failed) => {
    let text = '';
    server.stdio[3]?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.endsWith('\n')) found(text.trim());
    });
    server.once('error', failed);
    server.once('exit', (code) => failed(new Error(`Xvfb ended (${code}) before it had a display`)));
  });
}

function end(server: ChildProcess): Promise<void> {
  return new Promise((ended) => {
    server.once('exit', () => ended());
    if (!server.kill()) ended();
  });
}
