// @ts-check
/**
 * `npm run build`: every `build:…` script of package.json in its order, then a
 * look at what came out, then the stamp that says which sources it was made of.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { alone } from './lock.mjs';
import { buildStamp, npm, ROOT, sourceFingerprint } from './project.mjs';

const HERD = join(ROOT, 'out/main/herd.js');
const IMPORTED = /(?:\bfrom|\bimport)\s*\(?\s*["']([^"']+)["']/g;

/**
 * All that a built file imports, and what that imports, as far as it is ours.
 * @param {string} file
 * @param {Map<string, string[]>} seen
 */
function importsOf(file, seen = new Map()) {
  if (seen.has(file) || !existsSync(file)) return seen;
  const names = [...readFileSync(file, 'utf8').matchAll(IMPORTED)].map((match) => match[1] ?? '');
  seen.set(file, names);
  for (const name of names) if (name.startsWith('.')) importsOf(join(dirname(file), name), seen);
  return seen;
}

/** The command runs on plain Node: a chunk that it shares with the window must not draw Electron in. */
function checkHerd() {
  if (!readFileSync(HERD, 'utf8').startsWith('#!/usr/bin/env node\n')) {
    throw new Error('out/main/herd.js has lost its #! line');
  }
  for (const [file, names] of importsOf(HERD)) {
    if (names.includes('electron')) {
      throw new Error(`${relative(ROOT, file)} imports electron, and out/main/herd.js needs that file`);
    }
  }
}

function build() {
  const fingerprint = sourceFingerprint();
  rmSync(buildStamp(fingerprint).path, { force: true });
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  for (const script of Object.keys(scripts).filter((name) => name.startsWith('build:'))) {
    const status = npm(['run', '--silent', script]);
    if (status !== 0) return status;
  }
  checkHerd();
  const stamp = buildStamp(fingerprint);
  writeFileSync(stamp.path, stamp.text);
  return 0;
}

process.exitCode = alone(build);
