/** Where the herd's places come from: the source that all servers of this process share, exchangeable. */
import { HerdError } from '../../src-shared/errors.ts';
import type { EventBus } from '../ground/event-bus.ts';
import { createPlaces, type PlacesOptions } from '../places/places.ts';
import type { PlacesSourceName } from '../places/places-source.ts';
import { SwitchablePlaces } from '../places/switchable-places.ts';

export class HostPlaces {
  readonly source: SwitchablePlaces;
  #options: PlacesOptions;

  constructor(options: PlacesOptions) {
    this.#options = options;
    this.source = new SwitchablePlaces(createPlaces(options));
  }

  /** What a server in a process of its own is to be started with. Holds the key: for its environment alone. */
  get setup(): { source: PlacesSourceName; url: string | undefined; key: string | undefined } {
    const { source, url, key } = this.#options;
    const told = source === 'google' || source === 'google-new';
    return { source, url, key: told ? (typeof key === 'function' ? key() : key) : undefined };
  }

  /** Throws PLACES_URL or GAZETTEER_MISSING and leaves all as it was when the source can't be used. */
  use(source: PlacesSourceName, url: string | undefined): void {
    const options = { ...this.#options, source, url };
    this.source.use(createPlaces(options));
    this.#options = options;
  }
}

/** These servers were told another source when they started. */
export function tellOfOldPlaces(events: EventBus, servers: readonly string[], source: string): void {
  if (!events.wanted.problem) return;
  for (const server of servers) {
    const change = `it asks the Places source that it was started with, not ${source}`;
    const error = new HerdError('RESTART_NEEDED', { server, change }).toData();
    events.emit({ time: Date.now(), server, type: 'problem', error });
  }
}
