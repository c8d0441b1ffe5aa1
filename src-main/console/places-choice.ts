/** Which source of places the herd uses: what a person chose, and what a scenario wants while it is run. */
import type { Host, RequestOf } from '../../src-shared/console-contract.ts';

export type PlacesChoice = RequestOf<'places.use'>;

export class ChosenPlaces {
  readonly #host: Host;
  #chosen: PlacesChoice;
  /** What a scenario wants now. */
  #borrowed: PlacesChoice | undefined;

  /** @param chosen what the host was made with */
  constructor(host: Host, chosen: PlacesChoice) {
    this.#host = host;
    this.#chosen = chosen;
  }

  /** A person's choice; during a run it is what comes back afterwards, too. */
  chose(choice: PlacesChoice): void {
    this.#chosen = choice;
  }

  async borrow(source: PlacesChoice['source']): Promise<void> {
    if (source === this.#chosen.source) return;
    const choice = { source };
    await this.#host.call('places.use', choice);
    this.#borrowed = choice;
  }

  async giveBack(): Promise<void> {
    if (this.#borrowed === undefined) return;
    this.#borrowed = undefined;
    await this.#host.call('places.use', this.#chosen);
  }
}
