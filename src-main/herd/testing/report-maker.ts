/** Random reports of a few roaming clients: newer, stale, equal in time, duplicate, ahead of the clock. */
import type { SeededRandom } from './seeded-random.ts';

export interface MadeReport {
  readonly line: string;
  readonly client: string;
  readonly location: string;
  readonly timestamp: string;
}

const LOCATIONS = ['+34.068930-118.445127', '+34-118', '-0.000+179.999999999', '+34.068930-118.445126'];
const NANOS = 1_000_000_000n;
/** Two centuries apart: the one behind, the other ahead of any clock that runs this. */
const BEGINNINGS = [1_479_413_884n * NANOS, 4_600_000_000n * NANOS];

export class ReportMaker {
  readonly clients: readonly string[];
  readonly #random: SeededRandom;
  readonly #newest = new Map<string, bigint>();
  readonly #made: MadeReport[] = [];

  constructor(random: SeededRandom, clients: number) {
    this.#random = random;
    this.clients = Array.from({ length: clients }, (_, i) => `client-${i}.ünï`);
  }

  next(): MadeReport {
    const random = this.#random;
    if (this.#made.length > 0 && random.chance(0.15)) return random.pick(this.#made);
    const client = random.pick(this.clients);
    const timestamp = this.#timestamp(client);
    const location = random.pick(LOCATIONS);
    const made = { line: `IAMAT ${client} ${location} ${timestamp}`, client, location, timestamp };
    this.#made.push(made);
    return made;
  }

  #timestamp(client: string): string {
    const random = this.#random;
    const known = this.#newest.get(client) ?? random.pick(BEGINNINGS);
    const kind = random.next();
    // Mostly a nanosecond apart: what a double can't tell.
    const time =
      kind < 0.6 ? known + BigInt(random.pick([1, 2, 1_000_000_000])) : kind < 0.8 ? known : known - 1n;
    if (time > known) this.#newest.set(client, time);
    const text = `${time / NANOS}.${String(time % NANOS).padStart(9, '0')}`;
    // The same time in fewer digits is another text.
    return random.chance(0.3) ? text.replace(/\.?0+$/, '') : text;
  }
}
