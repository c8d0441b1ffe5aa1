/**
 * The newest snapshot of the herd. Events say that something has changed; what it is now is asked of the host, one
 * question at a time and with a pause between, so that a storm of events costs no more than a few snapshots a second.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { HerdSnapshot } from '../../src-shared/console-contract.ts';
import type { EventType, HerdEvent } from '../../src-shared/events/events.ts';
import type { Client } from './client.ts';
import type { EventHub } from './event-hub.ts';

export interface HerdView {
  readonly snapshot: HerdSnapshot | null;
}

export interface HerdStore extends StoreApi<HerdView> {
  /** A snapshot that an operation has answered with. */
  see(snapshot: HerdSnapshot): void;
  /** Asks for the newest one. Rejects with a CallError when the host can't say. */
  refresh(): Promise<void>;
}

/** What changes servers and links is seen at once; what only changes numbers, after a pause. */
const AT_ONCE: ReadonlySet<EventType> = new Set(['server', 'link', 'topology']);
const AFTER_A_PAUSE: ReadonlySet<EventType> = new Set(['update', 'connection', 'line', 'summarised']);
const PAUSE_MS = 250;

export function createHerdStore(client: Client, hub: EventHub): HerdStore {
  const store = createStore<HerdView>(() => ({ snapshot: null }));
  let asking: Promise<void> | undefined;
  let again = false;
  let pause: ReturnType<typeof setTimeout> | undefined;

  const ask = async (): Promise<void> => {
    do {
      again = false;
      store.setState({ snapshot: await client.call('herd.state', {}) });
    } while (again);
  };
  const refresh = (): Promise<void> => {
    if (asking) {
      again = true;
      return asking;
    }
    asking = ask().finally(() => {
      asking = undefined;
    });
    return asking;
  };
  const quietly = (): void => {
    // A host that can't say its state tells so in answer to what a person does; a background question need not.
    refresh().catch(() => undefined);
  };

  hub.onBatch((batch: readonly HerdEvent[]) => {
    if (batch.some(({ type }) => AT_ONCE.has(type))) return quietly();
    if (pause !== undefined || !batch.some(({ type }) => AFTER_A_PAUSE.has(type))) return;
    pause = setTimeout(() => {
      pause = undefined;
      quietly();
    }, PAUSE_MS);
  });

  return { ...store, refresh, see: (snapshot) => store.setState({ snapshot }) };
}
