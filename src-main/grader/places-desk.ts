/** Places as a check handles it: how it answers, and what it was asked. The requests become evidence. */
import type { EvidenceLog } from './evidence.ts';
import type { HerdUnderTest } from './herd-under-test.ts';
import { overloaded } from './late.ts';
import { PATIENCE, waitFor } from './patience.ts';
import type { PlacesBehaviour } from './places-stand-in/answers.ts';
import type { PlacesRequest } from './places-stand-in/request.ts';
import { LackingHere } from './verdict.ts';

const GOOD: PlacesBehaviour = { kind: 'places', count: 20 };

export class PlacesDesk {
  readonly #herd: HerdUnderTest;
  readonly #log: EvidenceLog;
  readonly #signal: AbortSignal;
  readonly #first: number;
  #told: number;
  #changed = false;

  constructor(herd: HerdUnderTest, log: EvidenceLog, signal: AbortSignal) {
    this.#herd = herd;
    this.#log = log;
    this.#signal = signal;
    this.#first = herd.places.requests.length;
    this.#told = this.#first;
  }

  /** What was asked since the check began. */
  get requests(): readonly PlacesRequest[] {
    const { requests } = this.#herd.places;
    for (const { at, form, latitude, longitude, radiusMetres } of requests.slice(this.#told)) {
      const where = `${latitude},${longitude} within ${radiusMetres} m`;
      this.#log.add({
        kind: 'places',
        at: this.#log.timeOf(at),
        text: `Places (${form}) was asked for ${where}`,
      });
    }
    this.#told = requests.length;
    return requests.slice(this.#first);
  }

  /** How it answers from now on: once each, in turn, and then like the last one. Good again when the check ends. */
  behave(...behaviours: readonly [PlacesBehaviour, ...PlacesBehaviour[]]): void {
    this.#changed = true;
    this.#log.action(`let Places answer: ${behaviours.map(describe).join(', then ')}`);
    this.#herd.places.behave(...behaviours);
  }

  /** Answers all that is held. */
  release(): void {
    this.#log.action('let Places answer what it held back');
    this.#herd.places.release();
  }

  /**
   * Resolves when it was asked so many times since the check began.
   * @throws LackingHere when it was never asked by this herd: then the program may not ask where we can hear it
   */
  async asked(times: number): Promise<readonly PlacesRequest[]> {
    const look = () => (this.requests.length >= times ? this.requests : undefined);
    const waited = await waitFor(look, PATIENCE.answer, this.#signal, () => this.#herd.load);
    if (waited.kind === 'fact') return waited.fact;
    if (waited.overloaded) throw overloaded(`Places was not asked within ${waited.waited}`);
    this.expectTaken();
    return this.requests;
  }

  /** Whether a request would be heard: then none that was heard is none that was made. */
  get isHeard(): boolean {
    return this.#herd.takesPlaces === true || this.#herd.redirectsPlaces || this.requests.length > 0;
  }

  /** For checks that say nothing about a program whose requests to Places don't come to the grader. */
  expectTaken(): void {
    if (this.#herd.takesPlaces === true || this.requests.length > 0) return;
    throw new LackingHere(
      'the program’s requests to Google Places did not come to the grader’s stand-in, so nothing is known of them',
    );
  }

  /** Good times again. */
  reset(): void {
    void this.requests;
    if (!this.#changed) return;
    this.#herd.places.release();
    this.#herd.places.behave(GOOD);
  }
}

function describe(behaviour: PlacesBehaviour): string {
  switch (behaviour.kind) {
    case 'places':
      return `${behaviour.count} places${behaviour.blankLines ? ' with blank lines in the JSON' : ''}`;
    case 'status':
      return behaviour.status;
    case 'http-error':
      return `HTTP ${behaviour.httpStatus}`;
    case 'malformed':
      return 'half of a JSON text';
    case 'hang-up':
      return 'by hanging up';
    case 'cut-off':
      return 'half of what it announced';
    case 'held':
      return 'only when it is let';
  }
}
