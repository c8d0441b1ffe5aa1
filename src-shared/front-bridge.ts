/**
 * What a front in another process holds in its hand: the contract, as the one
 * object that the preload puts into the page, and the channels it goes over.
 */
import type { ActionId } from './actions.ts';
import type { Outcome } from './console-contract.ts';
import type { HerdEvent } from './events/events.ts';
import type { FrontCommand, FrontRequest, FrontResponse } from './front-contract.ts';

/** IPC channel names. `call` is answered; `events` and `action` are sent by the host side. */
export const CHANNELS = { call: 'herd:call', events: 'herd:events', action: 'herd:action' } as const;

/** What goes over `events`: the page acknowledges it by `events.taken` with its two numbers. */
export interface EventBatch {
  /** Another for each time that a page begins to follow. */
  readonly stream: number;
  /** Counts up from 1. */
  readonly batch: number;
  readonly events: readonly HerdEvent[];
}

/** `window.herd`. Nothing else of the host, of Node or of Electron reaches the page. */
export interface FrontBridge {
  /** Never rejects for what a person can meet: a failure is an Outcome with an error. */
  call<C extends FrontCommand>(command: C, request: FrontRequest<C>): Promise<Outcome<FrontResponse<C>>>;
  /** Events in batches, in order. Returns how to stop. */
  subscribe(listener: (batch: readonly HerdEvent[]) => void): () => void;
  /** What was chosen in the application's menu. Returns how to stop. */
  onAction(listener: (action: ActionId) => void): () => void;
}
