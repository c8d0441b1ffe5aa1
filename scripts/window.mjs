// @ts-check
/** `npm run window`: makes everything ready, then opens the window. What follows `--` is Electron's. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensure } from './ensure.mjs';
import { ROOT } from './project.mjs';

if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) {
  console.error('There is no display to open a window on.');
  console.error('  next: run it in a desktop session, or without a window: npm start');
  process.exit(1);
}
ensure({ development: true });
process.on('exit', (code) => {
  if (code === 0) return;
  console.error(`\nThe window ended with exit code ${code}.`);
  console.error('  next: read the messages above. Where Electron can’t be downloaded, set');
  console.error(
    '        ELECTRON_OVERRIDE_DIST_PATH to a folder that has one; as root: npm run window -- --no-sandbox',
  );
});
// Electron's own starter, in this process: it downloads Electron where that hasn't been done, and passes signals on.
const electron = join(ROOT, 'node_modules/electron/cli.js');
process.argv = [process.execPath, electron, ROOT, ...process.argv.slice(2)];
await import(pathToFileURL(electron).href);
