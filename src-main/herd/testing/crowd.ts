/** Clients that are slow in every way: that say nothing, that say a byte at a time, that never take their answers. */
import type { Address } from '../../../src-shared/topology/topology.ts';
import { WireClient } from './wire-client.ts';

export interface CrowdSizes {
  readonly idle: number;
  readonly dripping: number;
  readonly deaf: number;
}

/** What a deaf client asks for: more than both kernels hold on the way there and back. */
const REQUEST_BYTES = 48 * 1024 * 1024;
const DRIPPED = 'IAMAT dripping.client +34.068930-118.445127 1479413884.392014450\n';
/** Lines asked and answered beside the deaf ones without any of theirs being taken: then none will be. */
const CALM_ROUND_TRIPS = 100;

export class Crowd {
  readonly #address: Address;
  readonly #idle: WireClient[] = [];
  readonly #dripping: WireClient[] = [];
  readonly #deaf: WireClient[] = [];
  #dripped = 0;

  private constructor(address: Address) {
    this.#address = address;
  }

  static async gather(address: Address, { idle, dripping, deaf }: CrowdSizes): Promise<Crowd> {
    const crowd = new Crowd(address);
    for (let i = 0; i < idle; i++) crowd.#idle.push(await WireClient.open(address));
    for (let i = 0; i < dripping; i++) crowd.#dripping.push(await WireClient.open(address));
    const lines = Buffer.from('IAMAT deaf.client +34.068930-118.445127 1479413884.392014450\n'.repeat(1_000));
    for (let i = 0; i < deaf; i++) {
      const client = await WireClient.open(address);
      client.socket.pause();
      // The same bytes again and again: what waits here costs this process nothing.
      for (let sent = 0; sent < REQUEST_BYTES; sent += lines.length) client.write(lines);
      crowd.#deaf.push(client);
    }
    await crowd.#untilBlocked();
    return crowd;
  }

  /** Bytes of requests that the deaf clients still can't get rid of, each. */
  get stuck(): number[] {
    return this.#deaf.map(({ socket }) => socket.writableLength);
  }

  /** The next dripping client says its next byte. */
  drip(): void {
    const turn = this.#dripped++;
    const byte = Math.floor(turn / this.#dripping.length) % DRIPPED.length;
    this.#dripping[turn % this.#dripping.length]?.write(DRIPPED[byte] as string);
  }

  /** The deaf ones go away, unread answers and all. */
  cutDeaf(): void {
    for (const client of this.#deaf.splice(0)) client.socket.resetAndDestroy();
  }

  disperse(): void {
    this.cutDeaf();
    for (const client of [...this.#idle, ...this.#dripping]) client.destroy();
  }

  async #untilBlocked(): Promise<void> {
    const witness = await WireClient.open(this.#address);
    let stuck = -1;
    for (let calm = 0; calm < CALM_ROUND_TRIPS; calm++) {
      await witness.ask('IAMAT witness +0+0 1');
      const now = this.stuck.reduce((sum, bytes) => sum + bytes, 0);
      if (now !== stuck) calm = 0;
      stuck = now;
    }
    witness.destroy();
  }
}
