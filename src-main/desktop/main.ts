/** The desktop app's table of contents. What each call does is in the file of its name. */
import { app } from 'electron';
import { openHost } from './console-host.ts';
import { setUpFailure } from './failure.ts';
import { setUpIpc } from './ipc.ts';
import { isOnlyInstance, setUpLifecycle } from './lifecycle.ts';
import { setUpMenu } from './menu.ts';
import { setUpPermissions } from './permissions.ts';
import { registerScheme, serveScheme } from './scheme.ts';
import { setUpWindows } from './windows.ts';

async function setUp(): Promise<void> {
  await app.whenReady();
  setUpPermissions();
  serveScheme();
  setUpMenu();
  const host = await openHost();
  const windows = setUpWindows();
  setUpIpc(host, windows);
  setUpLifecycle(host, windows);
  windows.open();
}

if (isOnlyInstance()) {
  // A scheme's privileges can only be given before the app is ready.
  registerScheme();
  // Not awaited at the top: Electron gets ready only once this module has been loaded.
  setUp().catch(setUpFailure);
} else app.quit();
