/** The one owner of windows. */
import { join } from 'node:path';
import { BrowserWindow, nativeTheme, type WebFrameMain } from 'electron';
import { isPage, PAGE_URL } from './asset-path.ts';

/** Relative to the built file, out/main/desktop.js. */
const PRELOAD = join(import.meta.dirname, '../preload/console.cjs');
/** The page's own background in each theme, so that nothing flashes before it is drawn. */
const BACKGROUND = { light: '#f6f7f9', dark: '#14171c' } as const;
const SIZE = { width: 960, height: 760, minWidth: 420, minHeight: 360 } as const;

export interface Windows {
  /** Opens the console, or brings the one that is open to the front. */
  open(): void;
  /** Sends to every open page. */
  send(channel: string, message: unknown): void;
  /** Whether this frame is the page of a window of ours, and not something inside or instead of it. */
  owns(frame: WebFrameMain | null): boolean;
}

const background = () => (nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light);

function createWindow(): BrowserWindow {
  const window = new BrowserWindow({
    ...SIZE,
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
  window.once('ready-to-show', () => window.show());
  return window;
}

export function setUpWindows(): Windows {
  let open: BrowserWindow | undefined;
  nativeTheme.on('updated', () => open?.setBackgroundColor(background()));

  return {
    open() {
      if (open) {
        if (open.isMinimized()) open.restore();
        open.focus();
        return;
      }
      const window = createWindow();
      open = window;
      window.on('closed', () => {
        open = undefined;
      });
      void window.loadURL(PAGE_URL);
    },
    send(channel, message) {
      if (open && !open.webContents.isDestroyed()) open.webContents.send(channel, message);
    },
    owns: (frame) => frame !== null && frame === open?.webContents.mainFrame && isPage(frame.url),
  };
}
