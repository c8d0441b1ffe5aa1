/** Remembers good answers for a while: bounded in number, in size and in age; what was used longest ago goes first. */
import { queryName } from './joined-places.ts';
import type { NearbyAnswer, PlacesSource } from './places-source.ts';

export interface CacheLimits {
  /** Answers kept. */
  readonly entries: number;
  /** Characters of JSON kept in all; an answer that is larger alone is not kept. */
  readonly characters: number;
  /** Short: places change, and Google's terms don't allow to keep its answers for long. */
  readonly ageMs: number;
}

export const CACHE_LIMITS: CacheLimits = {
  entries: 500,
  characters: 16 * 1024 * 1024,
  ageMs: 60_000,
};

/** A failure may be over the next moment; only these are worth keeping. */
const KEPT_STATUSES: ReadonlySet<string> = new Set(['OK', 'ZERO_RESULTS']);

interface Entry {
  readonly answer: NearbyAnswer;
  readonly characters: number;
  readonly since: number;
}

/** `clock` gives milliseconds; any starting point will do. */
export function cachePlaces(source: PlacesSource, clock: () => number, limits = CACHE_LIMITS): PlacesSource {
  /** In the order of use, the longest unused first. */
  const entries = new Map<string, Entry>();
  let characters = 0;

  const drop = (name: string): void => {
    characters -= entries.get(name)?.characters ?? 0;
    entries.delete(name);
  };

  const recall = (name: string): NearbyAnswer | undefined => {
    const entry = entries.get(name);
    if (entry === undefined) return undefined;
    const age = clock() - entry.since;
    if (age < 0 || age >= limits.ageMs) {
      drop(name);
      return undefined;
    }
    entries.delete(name);
    entries.set(name, entry);
    return entry.answer;
  };

  const keep = (name: string, answer: NearbyAnswer): void => {
    const size = JSON.stringify(answer).length;
    if (size > limits.characters) return;
    drop(name);
    entries.set(name, { answer, characters: size, since: clock() });
    characters += size;
    for (const oldest of entries.keys()) {
      if (entries.size <= limits.entries && characters <= limits.characters) break;
      drop(oldest);
    }
  };

  return {
    name: source.name,
    nearby: async (query, signal) => {
      signal.throwIfAborted();
      const name = queryName(query);
      const known = recall(name);
      if (known !== undefined) return known;
      const answer = await source.nearby(query, signal);
      if (KEPT_STATUSES.has(answer.status)) keep(name, answer);
      return answer;
    },
    close: async () => {
      entries.clear();
      characters = 0;
      await source.close();
    },
  };
}
