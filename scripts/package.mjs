// @ts-check
/** `npm run package`: the app as a folder that runs without Node, in `dist/`, from the Electron that is found here. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensure } from './ensure.mjs';
import { ROOT } from './project.mjs';

ensure({ development: true });
const { findElectron, isStandIn } = await import('./electron/find-electron.mjs');
const folder = await findElectron();
if (isStandIn(folder)) {
  console.error(
    'Packaging with a stand-in: an old Electron from other hands, for trying it out, never for shipping.',
  );
}
const builder = join(ROOT, 'node_modules/electron-builder/cli.js');
const { status, error } = spawnSync(
  process.execPath,
  [builder, '--dir', '--config', 'electron-builder.yml', `-c.electronDist=${folder}`],
  // Nothing is signed, and nobody is told that there are newer builders.
  { cwd: ROOT, stdio: ['ignore', 2, 2], env: { ...process.env, CSC_IDENTITY_AUTO_DISCOVERY: 'false' } },
);
if (error) throw error;
process.exitCode = status ?? 1;
