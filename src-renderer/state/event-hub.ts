/** The one subscription to the host's events; every store that follows the herd listens here, batch by batch. */
import type { HerdEvent } from '../../src-shared/events/events.ts';
import { type FrontBridge, unpackEvents } from '../../src-shared/front-bridge.ts';

export type BatchListener = (batch: readonly HerdEvent[]) => void;

export interface EventHub {
  /** Called for each batch, in the order in which listeners were added. Returns how to stop. */
  onBatch(listener: BatchListener): () => void;
  /** Begins to follow the host. Returns how to stop. */
  follow(): () => void;
}

export function createEventHub(bridge: Pick<FrontBridge, 'subscribe'>): EventHub {
  const listeners = new Set<BatchListener>();
  return {
    onBatch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    follow: () =>
      bridge.subscribe((packed) => {
        const batch = unpackEvents(packed);
        for (const listener of listeners) listener(batch);
      }),
  };
}
