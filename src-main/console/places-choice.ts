/** Which source of places the herd uses: what a person chose, and what a scenario wants while it is run. */
import type { Host, RequestOf } from '../../src-shared/console-contract.ts';

export type PlacesChoice = RequestOf<'places.use'>;

export class ChosenPlaces {
  readonly #host: Host;
  #chosen: PlacesChoice;
  #inForce: PlacesChoice;
  /** A scenario has it. */
  #lent = false;

  /** @param chosen what the host was made with */
  constructor(host: Host, chosen: PlacesChoice) {
    this.#host = host;
    this.#chosen = this.#inForce = chosen;
  }

  /** A person's choice. While a scenario has its own it waits for the end of that. */
  async choose(choice: PlacesChoice): Promise<void> {
    if (!this.#lent) await this.#bring(choice);
    this.#chosen = choice;
  }

  async borrow(source: PlacesChoice['source']): Promise<void> {
    this.#lent = true;
    if (source !== this.#inForce.source) await this.#bring({ source });
  }

  /** What a person chose is in force again; also what is chosen while that is done. */
  async giveBack(): Promise<void> {
    try {
      while (this.#inForce !== this.#chosen) await this.#bring(this.#chosen);
    } finally {
      this.#lent = false;
    }
  }

  async #bring(choice: PlacesChoice): Promise<void> {
    await this.#host.call('places.use', choice);
    this.#inForce = choice;
  }
}
