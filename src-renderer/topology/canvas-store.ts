/** What the canvas alone needs to know: which name is being written, which menu is open, where its middle is. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Console } from '../state/console.ts';
import type { Point } from '../state/workspace.ts';

export type CanvasMenu =
  | { readonly kind: 'server'; readonly name: string; readonly at: Point }
  | { readonly kind: 'link'; readonly id: string; readonly at: Point }
  | { readonly kind: 'link-to'; readonly name: string; readonly at: Point };

export interface CanvasView {
  /** The server whose name is being written. */
  readonly renaming: string | null;
  readonly menu: CanvasMenu | null;
  readonly minimap: boolean;
  /** Counted up when the view is to be fitted to the cards. */
  readonly fits: number;
}

export interface Canvas extends StoreApi<CanvasView> {
  rename(name: string | null): void;
  open(menu: CanvasMenu): void;
  closeMenu(): void;
  toggleMinimap(): void;
  fit(): void;
  /** The middle of what is seen, in the canvas's own coordinates; the pane puts its own here while it is open. */
  middle: () => Point;
  /**
   * Gives the focus to a server's card, soon there, or to the canvas itself: an edit that takes away what has the focus
   * says where it goes. The pane puts its own here while it is open.
   */
  focus: (server?: string) => void;
}

function createCanvas(): Canvas {
  const store = createStore<CanvasView>(() => ({ renaming: null, menu: null, minimap: false, fits: 0 }));
  return {
    ...store,
    rename: (renaming) => store.setState({ renaming }),
    // Not within the key or click that asks for it, which would close it again.
    open: (menu) => void setTimeout(() => store.setState({ menu }), 0),
    closeMenu: () => store.setState({ menu: null }),
    toggleMinimap: () => store.setState(({ minimap }) => ({ minimap: !minimap })),
    fit: () => store.setState(({ fits }) => ({ fits: fits + 1 })),
    middle: () => ({ x: 0, y: 0 }),
    focus: () => {},
  };
}

const canvases = new WeakMap<Console, Canvas>();

/** The canvas of this console: menus and keys edit it, whether its pane is open or not. */
export function canvasOf(stores: Console): Canvas {
  const known = canvases.get(stores);
  if (known) return known;
  const canvas = createCanvas();
  canvases.set(stores, canvas);
  return canvas;
}
