/** Many updates of some clients, one after the other on one connection: client i's newest is known by its answer. */
import type { Address } from '../../../src-shared/topology/topology.ts';
import { beliefs, eventually } from './test-herd.ts';
import { WireClient } from './wire-client.ts';

/** Long ids make long lines: what waits soon is more than kernels hold. */
const PADDING = 'x'.repeat(200);
const BATCH = 500;

export class UpdateFlow {
  readonly clients: readonly string[];
  /** The newest answer for each client, in their order. */
  readonly newest: string[] = [];
  readonly #connection: WireClient;
  #sent = 0;

  private constructor(connection: WireClient, clients: number) {
    this.#connection = connection;
    this.clients = Array.from({ length: clients }, (_, i) => `client-${i}-${PADDING}`);
  }

  static async open(address: Address, clients: number): Promise<UpdateFlow> {
    return new UpdateFlow(await WireClient.open(address), clients);
  }

  /** Sends further updates, of one client after the other, and takes their answers. */
  async send(updates: number): Promise<void> {
    for (let left = updates; left > 0; left -= BATCH) {
      const first = this.#sent;
      const count = Math.min(BATCH, left);
      this.#sent += count;
      const lines = Array.from({ length: count }, (_, i) => this.#report(first + i));
      this.#connection.write(lines.join(''));
      for (let i = 0; i < count; i++) {
        this.newest[(first + i) % this.clients.length] = await this.#connection.line();
      }
    }
  }

  /** Waits until the server knows the newest update of each client. */
  async untilKnown(name: string, address: Address): Promise<void> {
    let missing = this.clients.length;
    const all = async (): Promise<boolean> => {
      const seen = await beliefs(address, this.clients);
      missing = seen.filter((line, i) => line !== this.newest[i]).length;
      return missing === 0;
    };
    await eventually(all, () => `${name} knows the newest of all clients; of ${missing} it doesn't`);
  }

  close(): void {
    this.#connection.destroy();
  }

  #report(number: number): string {
    return `IAMAT ${this.clients[number % this.clients.length]} +34-118 ${1_479_413_884 + number}\n`;
  }
}
