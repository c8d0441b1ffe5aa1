/** Which server's hosting is being edited: asked for from the list, the canvas or a crash card. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Console } from '../state/console.ts';

export interface EditingView {
  readonly server: string | null;
}

const stores = new WeakMap<Console, StoreApi<EditingView>>();

export function editingOf(owner: Console): StoreApi<EditingView> {
  const known = stores.get(owner);
  if (known) return known;
  const store = createStore<EditingView>(() => ({ server: null }));
  stores.set(owner, store);
  return store;
}

export function editServer(owner: Console, server: string): void {
  owner.selection.select({ kind: 'server', name: server });
  owner.shell.showPane('servers');
  editingOf(owner).setState({ server });
}
