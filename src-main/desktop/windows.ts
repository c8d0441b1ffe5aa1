/** The one owner of windows. */
import { join } from 'node:path';
import { BrowserWindow, nativeTheme, screen, type WebFrameMain } from 'electron';
import { isPage, PAGE_URL } from './asset-path.ts';
import { LEAST_SIZE, placeWindow } from './window-bounds.ts';
import type { WindowMemory } from './window-memory.ts';

/** Relative to the built file, out/main/desktop.js. */
const PRELOAD = join(import.meta.dirname, '../preload/console.cjs');
/** The page's own background in each theme, so that nothing flashes before it is drawn. */
const BACKGROUND = { light: '#e9edf2', dark: '#0e1217' } as const;

export interface WindowEvents {
  /** The page has gone: closed or crashed. One that is loaded again says so itself, by following the events. */
  readonly pageGone: () => void;
  /** The page's process has died. */
  readonly crashed: (reload: () => void) => void;
  /** The window is to be closed; false: not now. */
  readonly mayClose: () => boolean;
}

export interface Windows {
  /** Opens the console, or brings the one that is open to the front. */
  open(): void;
  /** Sends to the open page. */
  send(channel: string, message: unknown): void;
  /** Whether this frame is the page of a window of ours, and not something inside or instead of it. */
  owns(frame: WebFrameMain | null): boolean;
  /** From now on. */
  tell(events: WindowEvents): void;
}

const background = () => (nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light);

function workAreas() {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
  return [primary, ...others].map(({ workArea }) => workArea);
}

function createWindow(memory: WindowMemory): BrowserWindow {
  const state = memory.recall();
  const areas = workAreas();
  const least = areas[0] ?? LEAST_SIZE;
  const window = new BrowserWindow({
    ...placeWindow(state, areas),
    minWidth: Math.min(LEAST_SIZE.width, least.width),
    minHeight: Math.min(LEAST_SIZE.height, least.height),
    show: false,
    title: 'Herd Console',
    backgroundColor: background(),
    webPreferences: {
      preload: PRELOAD,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  });
  window.once('ready-to-show', () => {
    if (state?.maximized) window.maximize();
    window.show();
  });
  memory.watch(window);
  return window;
}

function watchPage(window: BrowserWindow, events: () => WindowEvents | undefined): void {
  const { webContents } = window;
  const load = () => {
    if (!window.isDestroyed()) void window.loadURL(PAGE_URL);
  };
  webContents.on('render-process-gone', (_event, { reason }) => {
    events()?.pageGone();
    if (reason !== 'clean-exit') events()?.crashed(load);
  });
  window.on('close', (event) => {
    if (events()?.mayClose() === false) event.preventDefault();
  });
  load();
}

export function setUpWindows(memory: WindowMemory): Windows {
  let open: BrowserWindow | undefined;
  let events: WindowEvents | undefined;
  nativeTheme.on('updated', () => open?.setBackgroundColor(background()));

  return {
    open() {
      if (open) {
        if (open.isMinimized()) open.restore();
        open.focus();
        return;
      }
      const window = createWindow(memory);
      open = window;
      window.on('closed', () => {
        open = undefined;
        events?.pageGone();
      });
      watchPage(window, () => events);
    },
    send(channel, message) {
      if (open && !open.webContents.isDestroyed() && !open.webContents.isCrashed()) {
        open.webContents.send(channel, message);
      }
    },
    owns: (frame) => frame !== null && frame === open?.webContents.mainFrame && isPage(frame.url),
    tell(listener) {
      events = listener;
    },
  };
}
