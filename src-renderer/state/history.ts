/**
 * Undo and redo of what was done to the herd: edits of its topology and faults alike. A deed knows how to be done
 * again and how to be taken back; taking back may be an offer rather than a return (a killed server is started, what
 * it knew is gone), and its label says so.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';

export interface Deed {
  /** In the imperative: “Cut Alford–Welsh”. */
  readonly label: string;
  /** What taking it back is called, where that isn't “Undo” and the label: “Start Welsh again”. */
  readonly undoLabel?: string;
  undo(): Promise<void>;
  redo(): Promise<void>;
}

export interface HistoryView {
  readonly done: readonly Deed[];
  readonly undone: readonly Deed[];
}

export interface History extends StoreApi<HistoryView> {
  /** Does it, and remembers it if that worked. Rejects with what it rejected with. */
  perform(deed: Deed): Promise<void>;
  /** Remembers what has been done already. */
  remember(deed: Deed): void;
  /** Takes back the newest; nothing to take back: nothing happens. Rejects when it can't be; the ones before it still can. */
  undo(): Promise<void>;
  redo(): Promise<void>;
}

export const HISTORY_STEPS = 200;

export function createHistory(): History {
  const store = createStore<HistoryView>(() => ({ done: [], undone: [] }));
  /** One after the other: an undo while a deed is under way waits for it. */
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = (act: () => Promise<void>): Promise<void> => {
    const mine = turn.then(act);
    turn = mine.catch(() => undefined);
    return mine;
  };
  const remember = (deed: Deed): void => {
    store.setState(({ done }) => ({ done: [...done, deed].slice(-HISTORY_STEPS), undone: [] }));
  };
  return {
    ...store,
    remember,
    perform: (deed) =>
      inTurn(async () => {
        await deed.redo();
        remember(deed);
      }),
    undo: () =>
      inTurn(async () => {
        const deed = store.getState().done.at(-1);
        if (!deed) return;
        // One that can't be taken back is gone, or it would stand in the way of all before it.
        store.setState(({ done }) => ({ done: done.filter((other) => other !== deed) }));
        await deed.undo();
        store.setState(({ undone }) => ({ undone: [...undone, deed] }));
      }),
    redo: () =>
      inTurn(async () => {
        const deed = store.getState().undone.at(-1);
        if (!deed) return;
        store.setState(({ undone }) => ({ undone: undone.filter((other) => other !== deed) }));
        await deed.redo();
        store.setState(({ done }) => ({ done: [...done, deed] }));
      }),
  };
}
