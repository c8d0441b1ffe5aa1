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
  readonly events: PackedEvents;
}

/**
 * Events on their way to the page, as JSON. As objects they would be copied twice, member by member, by IPC and by the
 * wall between preload and page: at 20,000 a second that costs a page a sixth of its time.
 */
export type PackedEvents = string;
export const packEvents = (events: readonly HerdEvent[]): PackedEvents => JSON.stringify(events);
export const unpackEvents = (packed: PackedEvents): readonly HerdEvent[] => JSON.parse(packed);

/** `window.herd`. Nothing else of the host, of Node or of Electron reaches the page. */
export interface FrontBridge {
  /** Never rejects for what a person can meet: a failure is an Outcome with an error. */
  call<C extends FrontCommand>(command: C, request: FrontRequest<C>): Promise<Outcome<FrontResponse<C>>>;
  /** Events in batches, in order; `unpackEvents` makes events of them. Returns how to stop. */
  subscribe(listener: (batch: PackedEvents) => void): () => void;
  /** Where a file is that was dropped onto the page (a `File`, which this folder doesn't know); empty: on no disk. */
  pathOf(file: unknown): string;
  /** What was chosen in the application's menu. Returns how to stop. */
  onAction(listener: (action: ActionId) => void): () => void;
}
