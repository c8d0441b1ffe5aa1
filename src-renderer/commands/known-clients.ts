/** Clients that were heard of, newest first: from updates of the herd. What a WHATSAT can ask about. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { EventHub } from '../state/event-hub.ts';

export interface KnownClientsView {
  /** Newest first. */
  readonly clients: readonly string[];
}

export type KnownClients = StoreApi<KnownClientsView>;

export const CLIENTS_KEPT = 1_000;
/** A form need not follow a thousand reports a second. */
const SHOW_EVERY_MS = 500;

export function createKnownClients(hub: EventHub): KnownClients {
  const store = createStore<KnownClientsView>(() => ({ clients: [] }));
  /** In the order in which they were heard of last. */
  const heard = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const show = (): void => {
    timer = undefined;
    const clients = [...heard].reverse();
    const before = store.getState().clients;
    // Their order alone is no reason to draw a list again.
    if (clients.length !== before.length || before.some((client) => !heard.has(client))) {
      store.setState({ clients });
    }
  };
  hub.onBatch((batch) => {
    let news = false;
    for (const event of batch) {
      if (event.type !== 'update') continue;
      news = true;
      heard.delete(event.client);
      heard.add(event.client);
      if (heard.size <= CLIENTS_KEPT) continue;
      for (const oldest of heard) {
        heard.delete(oldest);
        break;
      }
    }
    if (news && timer === undefined) timer = setTimeout(show, SHOW_EVERY_MS);
  });
  return store;
}
