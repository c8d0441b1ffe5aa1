// @ts-check
/**
 * The stand-in has no default app of its own, so `electron PATH` would ignore
 * PATH. This one does what is needed of it: takes the first argument that isn't
 * a flag as an app's folder, says who the app is, and loads it; before that the
 * modules of `-r`, by which Playwright holds the app back until it is attached.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const MAIN = `import { app } from 'electron';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const modules = [];
let named;
for (let rest = process.argv.slice(1); rest.length > 0 && named === undefined; ) {
  const argument = rest.shift();
  if (argument === '-r' || argument === '--require') modules.push(rest.shift());
  else if (!argument.startsWith('-')) named = argument;
}
const require = createRequire(import.meta.url);
for (const module of modules) require(module);

if (named === undefined) {
  process.stderr.write('usage: electron PATH\\n');
  app.exit(1);
} else {
  let main = resolve(named);
  let folder = dirname(main);
  try {
    const about = JSON.parse(readFileSync(join(main, 'package.json'), 'utf8'));
    folder = main;
    main = join(folder, about.main ?? 'index.js');
    app.setName(about.productName ?? about.name);
    app.setVersion(about.version);
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error;
  }
  app.setAppPath(folder);
  process.defaultApp = true;
  // Awaited, so that the app is ready only after the whole of it has been loaded.
  await import(pathToFileURL(main).href);
}
`;

const ABOUT = { name: 'electron-loader', version: '1.0.0', type: 'module', main: 'main.js' };

/** @param {string} folder */
export async function writeLoader(folder) {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(ABOUT)}\n`);
  await writeFile(join(folder, 'main.js'), MAIN);
}
