/** The window's own state: which dialog is open, which pane is asked for, what other panes are to take up. */
import { createStore, type StoreApi } from 'zustand/vanilla';

export const PANES = [
  'topology',
  'servers',
  'commands',
  'map',
  'beliefs',
  'log',
  'scenarios',
  'inspector',
  'grading',
] as const;
export type PaneId = (typeof PANES)[number];

export type Dialog = 'none' | 'settings' | 'shortcuts' | 'about' | 'welcome' | 'rename-herd';

export interface ShellView {
  readonly dialog: Dialog;
  /** A pane that is to be shown and focused; counted, so that asking twice asks twice. */
  readonly wanted: { readonly pane: PaneId; readonly count: number } | null;
  /** Counted up when the layout is to be made anew. */
  readonly layoutResets: number;
  /** Counted up when the pane that is used is to fill the window, or not any more. */
  readonly enlargings: number;
  /** The location picked on the map for the next IAMAT: ISO 6709 text. */
  readonly pickedLocation: string | null;
  /** Counted up with each place that is picked: the same one may be picked again, for something else. */
  readonly picks: number;
  /** A place is asked for: the next click on the map is one, whatever stands there. */
  readonly asksForPlace: boolean;
  /** A text that the log's filter is to take up. */
  readonly logFilter: { readonly text: string; readonly count: number } | null;
}

export interface ShellStore extends StoreApi<ShellView> {
  open(dialog: Dialog): void;
  close(): void;
  showPane(pane: PaneId): void;
  resetLayout(): void;
  toggleEnlarged(): void;
  askForPlace(): void;
  /** Asks for none any more, and goes back to where it was wanted. */
  leavePlace(): void;
  pickLocation(location: string): void;
  filterLog(text: string): void;
}

export function createShellStore(): ShellStore {
  const store = createStore<ShellView>(() => ({
    dialog: 'none',
    wanted: null,
    layoutResets: 0,
    enlargings: 0,
    pickedLocation: null,
    picks: 0,
    asksForPlace: false,
    logFilter: null,
  }));
  const showPane = (pane: PaneId): void =>
    store.setState(({ wanted, asksForPlace }) => ({
      wanted: { pane, count: (wanted?.count ?? 0) + 1 },
      // Who goes elsewhere picks no place.
      asksForPlace: asksForPlace && pane === 'map',
    }));
  return {
    ...store,
    open: (dialog) => store.setState({ dialog }),
    close: () => store.setState({ dialog: 'none' }),
    showPane,
    resetLayout: () => store.setState(({ layoutResets }) => ({ layoutResets: layoutResets + 1 })),
    toggleEnlarged: () => store.setState(({ enlargings }) => ({ enlargings: enlargings + 1 })),
    askForPlace() {
      store.setState({ asksForPlace: true });
      showPane('map');
    },
    leavePlace() {
      if (store.getState().asksForPlace) showPane('commands');
    },
    pickLocation: (pickedLocation) =>
      store.setState(({ picks }) => ({ pickedLocation, picks: picks + 1, asksForPlace: false })),
    filterLog(text) {
      store.setState(({ logFilter }) => ({ logFilter: { text, count: (logFilter?.count ?? 0) + 1 } }));
      showPane('log');
    },
  };
}
