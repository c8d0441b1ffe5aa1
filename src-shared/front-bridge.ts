/**
 * What a front in another process holds in its hand: the contract, as the one
 * object that the preload puts into the page, and the two channels it goes over.
 */
import type { CommandName, Outcome, RequestOf, ResponseOf } from './console-contract.ts';
import type { HerdEvent } from './events/events.ts';

/** IPC channel names. `call` is answered, `events` is sent by the host side. */
export const CHANNELS = { call: 'herd:call', events: 'herd:events' } as const;

/** `window.herd`. Nothing else of the host, of Node or of Electron reaches the page. */
export interface FrontBridge {
  /** Never rejects for what a person can meet: a failure is an Outcome with an error. */
  call<C extends CommandName>(command: C, request: RequestOf<C>): Promise<Outcome<ResponseOf<C>>>;
  /** Events in batches, in order. Returns how to stop. */
  subscribe(listener: (batch: readonly HerdEvent[]) => void): () => void;
}
