/**
 * Events for one front, in batches. What it can't take is counted by type, exactly, and told as `summarised`:
 * nothing is lost silently, and memory is bounded.
 */
import type { EventType, HerdEvent } from '../../src-shared/events/events.ts';
import { EVENT_TYPES, type EventBus } from '../ground/event-bus.ts';
import { nowMs } from '../herd/wall-clock.ts';

export interface FeedLimits {
  /** Milliseconds that a batch gathers. */
  readonly everyMs: number;
  /** Events in one batch; further ones are summarised. State changes are always sent. */
  readonly batch: number;
}

export const FEED_LIMITS: FeedLimits = { everyMs: 33, batch: 20_000 };

/** Few, and a front that missed one would show something false: they are never summarised. */
export const NEVER_SUMMARISED: ReadonlySet<EventType> = new Set(['server', 'link', 'problem', 'topology']);

/** Feeds the listener with events of these types (none named: all). Returns how to end it; what has gathered is given first. */
export function feedEvents(
  bus: EventBus,
  listener: (batch: readonly HerdEvent[]) => void,
  types: readonly EventType[] = EVENT_TYPES,
  limits: FeedLimits = FEED_LIMITS,
): () => void {
  let gathered: HerdEvent[] = [];
  let summarised: Record<string, number> | undefined;
  let timer: NodeJS.Timeout | undefined;

  const give = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const batch = gathered;
    gathered = [];
    if (summarised !== undefined) {
      batch.push({ type: 'summarised', time: nowMs(), server: '-', counts: summarised });
      summarised = undefined;
    }
    if (batch.length > 0) listener(batch);
  };

  const unsubscribe = bus.subscribe(types, (event) => {
    if (gathered.length < limits.batch || NEVER_SUMMARISED.has(event.type)) {
      gathered.push(event);
    } else {
      summarised ??= {};
      summarised[event.type] = (summarised[event.type] ?? 0) + 1;
    }
    timer ??= setTimeout(give, limits.everyMs);
  });

  return () => {
    unsubscribe();
    give();
  };
}
