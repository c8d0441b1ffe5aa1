// @ts-check
/**
 * What the scripts know of this project's folder: what is installed, what is
 * built, and whether either is stale. Needs nothing but Node, because it runs
 * before anything is installed.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '..');

/** What a build is made from. Tests aren't part of it. */
const SOURCES = [
  'src-main',
  'src-renderer',
  'src-shared',
  'bench',
  'scripts',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
];
/** What a build leaves behind. */
const OUTPUTS = ['out', 'resources/gazetteer'];
const STAMP = join('out', 'build.json');
const NOT_BUILT = /\.(test|proof)\.tsx?$/;

/**
 * All files at or below a path, sorted, as paths from the root with `/`.
 * @param {string} root
 * @param {string} path
 * @returns {string[]}
 */
function filesBelow(root, path) {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  const names = [];
  const walk = (/** @type {string} */ folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const child = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (entry.name !== '__pycache__') walk(child);
      } else names.push(relative(root, child).split(sep).join('/'));
    }
  };
  try {
    walk(full);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ENOTDIR') throw error;
    names.push(path);
  }
  return names.sort();
}

/** A hash over all that a build is made from: names and contents, so that neither a clock nor git matters. */
export function sourceFingerprint(root = ROOT) {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    for (const file of filesBelow(root, source)) {
      if (NOT_BUILT.test(file)) continue;
      const content = readFileSync(join(root, file));
      hash.update(`${file}\0${content.length}\0`).update(content);
    }
  }
  return hash.digest('hex');
}

/** @param {string} fingerprint of the sources as they were when the build began */
export function buildStamp(fingerprint, root = ROOT) {
  const outputs = OUTPUTS.flatMap((path) => filesBelow(root, path));
  return { path: join(root, STAMP), text: `${JSON.stringify({ fingerprint, outputs }, null, 2)}\n` };
}

/** True when a finished build of these very sources is there, complete. */
export function isBuilt(root = ROOT) {
  try {
    const stamp = JSON.parse(readFileSync(join(root, STAMP), 'utf8'));
    return (
      stamp.outputs.every((/** @type {string} */ file) => existsSync(join(root, file))) &&
      stamp.fingerprint === sourceFingerprint(root)
    );
  } catch {
    return false;
  }
}

/**
 * The packages that the lockfile names and that are not installed in that version. Packages for other
 * platforms are optional, and may be absent.
 * @param {{ development: boolean }} which whether the development dependencies count too
 * @returns {string[]}
 */
export function missingPackages({ development }, root = ROOT) {
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  /** @type {Record<string, { version: string }>} */
  let installed = {};
  try {
    installed = JSON.parse(readFileSync(join(root, 'node_modules/.package-lock.json'), 'utf8')).packages;
  } catch {
    // Nothing has been installed yet: all of them are missing.
  }
  return Object.entries(wanted).flatMap(([path, entry]) => {
    if (path === '' || (entry.dev && !development)) return [];
    const found = existsSync(join(root, path)) ? installed[path] : undefined;
    if (found) return found.version === entry.version ? [] : [path];
    return entry.optional || entry.devOptional || entry.peer ? [] : [path];
  });
}

/**
 * Runs npm, with the one that runs us where there is one, and gives back its exit code.
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
export function npm(args, env = process.env) {
  const own = process.env['npm_execpath'];
  const viaNode = own !== undefined && /\.[cm]?js$/.test(own);
  const [program, first] = viaNode ? [process.execPath, [own]] : ['npm', []];
  const result = spawnSync(program, [...first, ...args], {
    cwd: ROOT,
    env,
    // What npm and its scripts say is for people: our own stdout is the program's (`npm start -- --json`).
    stdio: ['inherit', 2, 2],
    shell: !viaNode && process.platform === 'win32',
  });
  if (result.error) throw result.error;
  return result.status ?? 1;
}
