/** WHATSAT: the stored AT line and what Places says is near, as one piece of bytes. */
import { HerdError } from '../../src-shared/errors.ts';
import { ByteWriter } from '../../src-shared/protocol/byte-writer.ts';
import { decodeText, encodeText, LF } from '../../src-shared/protocol/bytes.ts';
import { parseLocation } from '../../src-shared/protocol/index.ts';
import { ASK, type LineScan } from '../../src-shared/protocol/line-scan.ts';
import { formatNearbyJson } from '../places/places.ts';
import {
  failedAnswer,
  type NearbyAnswer,
  type NearbyQuery,
  type PlacesSource,
} from '../places/places-source.ts';
import type { Connection } from './connection.ts';
import type { Journal } from './journal.ts';
import type { UpdateStore } from './update-store.ts';

const METRES_PER_KM = 1000;

export class Asking {
  readonly #store: UpdateStore;
  readonly #places: PlacesSource;
  readonly #journal: Journal;

  constructor(store: UpdateStore, places: PlacesSource, journal: Journal) {
    this.#store = store;
    this.#places = places;
    this.#journal = journal;
  }

  /** Answers the scanned, valid WHATSAT about a known client: with what is known now, as soon as Places answers. */
  ask(connection: Connection, client: number, bytes: Uint8Array, scan: LineScan): void {
    const field = (i: number): number => Number(decodeText(bytes.subarray(scan.starts[i], scan.ends[i])));
    const bound = field(ASK.bound);
    const answer = new ByteWriter(1024);
    this.#store.copyLine(client, answer);
    answer.byte(LF);
    const at = parseLocation(decodeText(this.#store.location(client)));
    if (at === undefined) throw new Error('a stored location is always a valid one');
    const query = { ...at, radiusMetres: field(ASK.radius) * METRES_PER_KM };
    connection.later(async (signal) => {
      const json = encodeText(formatNearbyJson(await this.#nearby(query, signal), bound));
      answer.append(json);
      this.#journal.answer(connection.peer, answer.view, answer.length);
      return answer.take();
    });
  }

  async #nearby(query: NearbyQuery, signal: AbortSignal): Promise<NearbyAnswer> {
    const begun = performance.now();
    // Its name as it is asked: meanwhile another may be used.
    const source = this.#places.name;
    let answer: NearbyAnswer;
    try {
      answer = await this.#places.nearby(query, signal);
    } catch (thrown) {
      if (signal.aborted) throw thrown;
      const problem = thrown instanceof Error ? thrown.message : String(thrown);
      this.#journal.problem(new HerdError('PLACES_FAILED', { source, problem }));
      answer = failedAnswer('UNKNOWN_ERROR', 'Places failed inside the server.');
    }
    const { status, results } = answer;
    const tookMs = performance.now() - begun;
    this.#journal.places({ source, ...query, status, results: results.length, tookMs });
    return answer;
  }
}
