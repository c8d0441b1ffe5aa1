/** What the map shows, beside the positions themselves: made once for a console, and kept while the pane is closed. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ServerSnapshot } from '../../src-shared/console-contract.ts';
import type { Console } from '../state/console.ts';
import type { ExchangeRecord } from '../state/exchanges.ts';
import { onceIn } from '../state/once-in.ts';
import type { ShownPlace } from '../state/selection.ts';
import { ClientPositions } from './client-positions.ts';
import type { Degrees } from './geo.ts';
import { type PlacesAnswer, placesAnswer } from './places-answer.ts';

export type Hovered =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'client'; readonly id: string }
  | { readonly kind: 'place'; readonly place: ShownPlace };

export interface MapView {
  /** Whose knowledge is shown; null: the newest that any server knows. */
  readonly server: string | null;
  readonly trails: boolean;
  readonly labels: boolean;
  readonly list: 'closed' | 'places' | 'clients';
  readonly answer: PlacesAnswer | null;
  readonly hovered: Hovered;
  /** Clients shown now, and whether more were left out. */
  readonly clients: number;
  readonly full: boolean;
  /** Counted up, a few times a second, when positions have changed. */
  readonly positionsRead: number;
  /** What the scale needs, and whether the middle is asked for by keyboard. */
  readonly centre: Degrees;
  readonly size: number;
}

export interface MapStores extends StoreApi<MapView> {
  readonly positions: ClientPositions;
  show(part: Partial<Pick<MapView, 'server' | 'trails' | 'labels' | 'list'>>): void;
  hover(hovered: Hovered): void;
  look(centre: Degrees, size: number): void;
  clearPlaces(): void;
  /** Shows the places of an exchange again, if it brought any. */
  showPlacesOf(record: ExchangeRecord): void;
  /** Called when positions have changed: after a batch, not for each event. Returns how to stop. */
  onPositions(listener: () => void): () => void;
  /** Asks the herd anew what its servers know. Never rejects. */
  readBeliefs(): Promise<void>;
}

/** The course's campus. */
export const START = { latitude: 34.06893, longitude: -118.445127, zoom: 9 } as const;
/** How often lists and numbers follow the positions, and how soon gaps are filled. */
const NUMBERS_MS = 300;
const GAPS_MS = 1_500;

export const NOTHING_HOVERED: Hovered = { kind: 'nothing' };

export function createMapStores(stores: Pick<Console, 'client' | 'hub' | 'herd' | 'exchanges'>): MapStores {
  const { client, hub, herd, exchanges } = stores;
  const positions = new ClientPositions();
  const listeners = new Set<() => void>();
  const store = createStore<MapView>(() => ({
    server: null,
    trails: true,
    labels: true,
    list: 'closed',
    answer: null,
    hovered: NOTHING_HOVERED,
    clients: 0,
    full: false,
    positionsRead: 0,
    centre: START,
    size: 256 * 2 ** START.zoom,
  }));

  let told = 0;
  const count = (): void =>
    store.setState(({ server, positionsRead }) => ({
      clients: positions.fixes(server).size,
      full: positions.full,
      positionsRead: positionsRead + 1,
    }));
  const countSoon = onceIn(NUMBERS_MS, count);
  const tell = (): void => {
    if (positions.version === told) return;
    told = positions.version;
    for (const listener of listeners) listener();
    countSoon();
  };

  const readBeliefs = async (): Promise<void> => {
    // A host that can't look into its servers leaves the map to the events.
    positions.hasGaps = false;
    const beliefs = await client.call('belief.read', { clients: [] }).catch(() => undefined);
    if (!beliefs) return;
    positions.load(beliefs);
    tell();
  };
  const fillGaps = onceIn(GAPS_MS, readBeliefs);
  hub.onBatch((batch) => {
    positions.fold(batch);
    tell();
    if (positions.hasGaps) fillGaps();
  });

  const clearPlaces = (): void => store.setState({ answer: null, hovered: NOTHING_HOVERED });
  herd.subscribe(({ snapshot }) => {
    if (!snapshot) return;
    const names = snapshot.servers.map(({ name }) => name);
    positions.keepServers(names);
    const { server } = store.getState();
    if (server !== null && !names.includes(server)) store.setState({ server: null });
    // Clients go from the map with the servers that knew them: places around nobody would be left.
    if (store.getState().answer && !snapshot.servers.some(isUp)) clearPlaces();
    tell();
  });

  /** A person who has closed the list doesn't want it back with each answer. */
  let mayOpen = true;
  const see = ({ outcome }: ExchangeRecord): boolean => {
    const answer = outcome.kind === 'done' ? placesAnswer(outcome.exchange) : undefined;
    if (answer) {
      store.setState(({ list }) => ({
        answer,
        hovered: NOTHING_HOVERED,
        list: list === 'closed' && !mayOpen ? list : 'places',
      }));
    }
    return answer !== undefined;
  };
  exchanges.getState().records.findLast(see);
  exchanges.onDone(see);

  return {
    ...store,
    positions,
    readBeliefs,
    show(part) {
      store.setState(part);
      if (part.list !== undefined) mayOpen = part.list !== 'closed';
      if (part.server !== undefined) {
        count();
        for (const listener of listeners) listener();
      }
    },
    hover(hovered) {
      if (!isSameHover(store.getState().hovered, hovered)) store.setState({ hovered });
    },
    look: (centre, size) => store.setState({ centre, size }),
    clearPlaces,
    showPlacesOf(record) {
      mayOpen = true;
      see(record);
    },
    onPositions(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const isUp = ({ state }: ServerSnapshot): boolean => state.kind === 'ready' || state.kind === 'paused';

function isSameHover(a: Hovered, b: Hovered): boolean {
  if (a.kind === 'client') return b.kind === 'client' && a.id === b.id;
  if (a.kind === 'place') return b.kind === 'place' && a.place === b.place;
  return b.kind === 'nothing';
}

const made = new WeakMap<Console, MapStores>();

/** A console's map, begun when it is first shown. */
export function mapStoresOf(stores: Console): MapStores {
  const known = made.get(stores);
  if (known) return known;
  const fresh = createMapStores(stores);
  made.set(stores, fresh);
  void fresh.readBeliefs();
  return fresh;
}
