/** A source of places that can be exchanged for another while servers ask it. */
import type { NearbyAnswer, NearbyQuery, PlacesSource } from './places-source.ts';

export class SwitchablePlaces implements PlacesSource {
  #present: PlacesSource;
  /** Questions that each source still has to answer: one that was left is only closed when it has. */
  readonly #asked = new Map<PlacesSource, number>();
  readonly #left = new Set<PlacesSource>();

  constructor(first: PlacesSource) {
    this.#present = first;
  }

  get name(): string {
    return this.#present.name;
  }

  /** From now on this one is asked; what was asked before is still answered by the one before. */
  use(next: PlacesSource): void {
    this.#left.add(this.#present);
    this.#closeIfDone(this.#present);
    this.#present = next;
  }

  async nearby(query: NearbyQuery, signal: AbortSignal): Promise<NearbyAnswer> {
    const source = this.#present;
    this.#asked.set(source, (this.#asked.get(source) ?? 0) + 1);
    try {
      return await source.nearby(query, signal);
    } finally {
      const others = (this.#asked.get(source) ?? 1) - 1;
      if (others === 0) this.#asked.delete(source);
      else this.#asked.set(source, others);
      this.#closeIfDone(source);
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.#present, ...this.#left].map((source) => source.close()));
  }

  #closeIfDone(source: PlacesSource): void {
    if (this.#asked.has(source) || !this.#left.delete(source)) return;
    void source.close();
  }
}
