/**
 * Where events go. An event that nobody listens to is never built: ask
 * `wanted[type]` first, it is a plain flag so that the hot path pays one load.
 */
import type { EventOf, EventType, HerdEvent } from '../../src-shared/events/events.ts';

const NONE: Readonly<Record<EventType, boolean>> = {
  server: false,
  link: false,
  connection: false,
  line: false,
  update: false,
  ignored: false,
  places: false,
  output: false,
  problem: false,
  swarm: false,
  scenario: false,
  grading: false,
  topology: false,
  summarised: false,
};

export const EVENT_TYPES = Object.keys(NONE) as readonly EventType[];

export type EventListener = (event: HerdEvent) => void;

export class EventBus {
  readonly wanted: Record<EventType, boolean> = { ...NONE };
  readonly #listeners = new Map<EventListener, ReadonlySet<EventType>>();

  /** Calls `listener` for each event of these types, in the order they happen. Returns how to stop it. */
  subscribe(types: readonly EventType[], listener: EventListener): () => void {
    this.#listeners.set(listener, new Set(types));
    this.#refresh();
    return () => {
      this.#listeners.delete(listener);
      this.#refresh();
    };
  }

  emit<T extends EventType>(event: EventOf<T>): void {
    for (const [listener, types] of this.#listeners) {
      if (types.has(event.type)) listener(event);
    }
  }

  #refresh(): void {
    for (const type of EVENT_TYPES) {
      this.wanted[type] = [...this.#listeners.values()].some((types) => types.has(type));
    }
  }
}
