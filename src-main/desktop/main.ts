/** The desktop app's table of contents. What each call does is in the file of its name. */
import { app } from 'electron';
import { CHANNELS } from '../../src-shared/front-bridge.ts';
import { commandTable } from './commands.ts';
import { openConsole } from './console-host.ts';
import { desktopHandlers } from './desktop-commands.ts';
import { askAfterCrashes, askToQuit } from './dialogs.ts';
import { needDisplay } from './display.ts';
import { forwardEvents } from './event-forwarding.ts';
import { outliveFaults, setUpFailure } from './failure.ts';
import { runHeadless } from './headless.ts';
import { InForce } from './in-force.ts';
import { setUpIpc } from './ipc.ts';
import { openKeptFiles } from './kept-files.ts';
import { isOnlyInstance, setUpLifecycle } from './lifecycle.ts';
import { setUpMenu } from './menu.ts';
import { setUpPermissions } from './permissions.ts';
import { keyFor } from './places-key.ts';
import { registerScheme, serveScheme } from './scheme.ts';
import { headlessArgs, logFolder, type WindowOptions, windowOptions } from './start-options.ts';
import { showTheme } from './theme.ts';
import { setUpWindows } from './windows.ts';

async function setUp(options: WindowOptions): Promise<void> {
  await app.whenReady();
  const kept = openKeptFiles();
  const { settings, workspace } = kept;
  // Before there is a window: its first colour is the theme's.
  showTheme(settings.current.theme);
  const onlineTiles = () => settings.current.onlineTiles;
  setUpPermissions(onlineTiles);
  serveScheme(onlineTiles);
  const inForce = new InForce(settings, options, logFolder(options.logDir));
  const opened = await openConsole({
    options,
    inForce,
    workspace: workspace.atStart.workspace,
    gradingFolder: kept.gradingFolder,
    key: () => keyFor(inForce.saidUrl === undefined ? inForce.current.places.url : null, kept.key.current()),
  });
  if (opened.problem) workspace.alsoTell(opened.problem);
  if (opened.instead) workspace.showInstead(opened.instead);
  const windows = setUpWindows(kept.window);
  const events = forwardEvents(opened.console, (batch) => windows.send(CHANNELS.events, batch));
  setUpIpc(commandTable(opened.console, desktopHandlers(kept, inForce, opened.console, events)), windows);
  setUpLifecycle(opened.console, windows, events, { askToQuit, askAfterCrashes });
  setUpMenu(windows);
  windows.open();
}

function start(): void {
  const options = windowOptions(process.argv, { inFolder: process.defaultApp === true });
  needDisplay(process.env, process.platform, app.commandLine.getSwitchValue('ozone-platform'));
  if (!isOnlyInstance()) {
    app.quit();
    return;
  }
  outliveFaults();
  // A scheme's privileges can only be given before the app is ready.
  registerScheme();
  // Not awaited at the top: Electron gets ready only once this module has been loaded.
  setUp(options).catch(setUpFailure);
}

const headless = headlessArgs(process.argv);
try {
  // Awaited here: Electron goes no further than this module until it has been loaded.
  if (headless !== undefined) await runHeadless(headless);
  else start();
} catch (thrown) {
  setUpFailure(thrown);
}
