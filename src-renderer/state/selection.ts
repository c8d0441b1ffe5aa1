/** What is selected, in whichever pane: the inspector shows it, other panes mark it. */
import { createStore, type StoreApi } from 'zustand/vanilla';

/** A place of an answer to WHATSAT, as the map and the inspector show it. All of it is a server's text: hostile. */
export interface ShownPlace {
  readonly name: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly types: readonly string[];
  readonly vicinity: string;
  readonly id: string;
  /** Metres from the client that was asked about. */
  readonly distance: number;
  /** The whole of it, as JSON. */
  readonly json: string;
}

export type Selected =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'server'; readonly name: string }
  | { readonly kind: 'link'; readonly id: string }
  | { readonly kind: 'client'; readonly id: string }
  | { readonly kind: 'exchange'; readonly id: number }
  | { readonly kind: 'place'; readonly place: ShownPlace };

export interface SelectionView {
  readonly selected: Selected;
}

export interface Selection extends StoreApi<SelectionView> {
  select(selected: Selected): void;
}

export function createSelection(): Selection {
  const store = createStore<SelectionView>(() => ({ selected: { kind: 'nothing' } }));
  return { ...store, select: (selected) => store.setState({ selected }) };
}
