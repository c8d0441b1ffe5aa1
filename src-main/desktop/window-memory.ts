/** Keeps where the window stands from one start to the next. */
import type { BrowserWindow } from 'electron';
import { readBounded, writeWhole } from './whole-file.ts';
import { parseWindowState, type WindowState } from './window-bounds.ts';

const MOST_BYTES = 4_096;

export interface WindowMemory {
  recall(): WindowState | undefined;
  /** Remembers where this window stands when it is closed. */
  watch(window: BrowserWindow): void;
}

export function openWindowMemory(path: string): WindowMemory {
  return {
    recall() {
      try {
        return parseWindowState(readBounded(path, MOST_BYTES)?.toString());
      } catch {
        return undefined;
      }
    },
    watch(window) {
      window.on('close', () => {
        const state: WindowState = { bounds: window.getNormalBounds(), maximized: window.isMaximized() };
        try {
          writeWhole(path, `${JSON.stringify(state)}\n`);
        } catch {
          // It will stand where it stands by default: not worth a word at the end.
        }
      });
    },
  };
}
