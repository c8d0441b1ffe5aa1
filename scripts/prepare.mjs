// @ts-check
/** Runs after `npm install` and `npm ci`: builds what is stale and leaves `npx herd` ready. */
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { alone } from './lock.mjs';
import { isBuilt, npm, ROOT } from './project.mjs';

/** npx looks here first, and then needs neither the network nor a place in its own cache. */
function linkHerd() {
  const folder = join(ROOT, 'node_modules/.bin');
  mkdirSync(folder, { recursive: true });
  if (process.platform === 'win32') {
    writeFileSync(join(folder, 'herd.cmd'), '@node "%~dp0\\..\\..\\out\\main\\herd.js" %*\r\n');
    return;
  }
  const link = join(folder, 'herd');
  rmSync(link, { force: true });
  symlinkSync('../../out/main/herd.js', link);
}

function build() {
  if (isBuilt()) return 0;
  if (!existsSync(join(ROOT, 'node_modules/electron-vite'))) {
    console.error('herd is not built, because the development dependencies are not installed.');
    console.error('  next: npm install --include=dev (without --omit=dev or NODE_ENV=production).');
    return 0;
  }
  const status = npm(['run', '--silent', 'build']);
  if (status !== 0)
    console.error('\nThe packages are installed, but building failed.\n  next: npm run build');
  return status;
}

const status = alone(build);
if (existsSync(join(ROOT, 'out/main/herd.js'))) linkHerd();
process.exitCode = status;
