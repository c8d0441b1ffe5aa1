/** A neighbour that is not ours: it listens where a server's link dials, hears what comes, and says what it is told. */
import { createServer, type Server, type Socket } from 'node:net';
import type { Address, Topology } from '../../../src-shared/topology/topology.ts';
import { topologyOf } from './graphs.ts';
import { eventually } from './test-herd.ts';
import { WireClient } from './wire-client.ts';

export class FakeNeighbour {
  readonly name: string;
  /** All lines that its links have brought. */
  readonly heard: string[] = [];
  readonly #listener: Server;
  readonly #sockets = new Set<Socket>();
  readonly #dialled: WireClient[] = [];
  #deaf: boolean;
  readonly #curt: boolean;

  private constructor(name: string, deaf: boolean, curt: boolean) {
    this.name = name;
    this.#deaf = deaf;
    this.#curt = curt;
    this.#listener = createServer({ allowHalfOpen: true }, (socket) => this.#accept(socket));
  }

  /**
   * @param how.deaf it accepts, but reads nothing until `hear`
   * @param how.curt it takes one line a connection, and then closes it
   */
  static async listen(name: string, how: { deaf?: boolean; curt?: boolean } = {}): Promise<FakeNeighbour> {
    const fake = new FakeNeighbour(name, how.deaf ?? false, how.curt ?? false);
    await new Promise<void>((resolve) => fake.#listener.listen(0, '127.0.0.1', resolve));
    return fake;
  }

  get address(): Address {
    return { host: '127.0.0.1', port: (this.#listener.address() as { port: number }).port };
  }

  /** How many links have been made to it and stand. */
  get links(): number {
    return this.#sockets.size;
  }

  /** Hears from now on. */
  hear(): void {
    this.#deaf = false;
    for (const socket of this.#sockets) socket.resume();
  }

  /** Says lines on the link that the server has made to it. */
  answer(lines: string): void {
    for (const socket of this.#sockets) socket.write(lines);
  }

  /** Ends its side of the links that were made to it. */
  halfClose(): void {
    for (const socket of this.#sockets) socket.end();
  }

  /** A connection of its own to a server. */
  async dial(address: Address): Promise<WireClient> {
    const client = await WireClient.open(address);
    this.#dialled.push(client);
    return client;
  }

  /** Waits until a line about the client has come. */
  async untilHeard(client: string): Promise<void> {
    await eventually(() => this.about(client).length > 0, `${this.name} hears of ${client}`);
  }

  about(client: string): string[] {
    return this.heard.filter((line) => line.split(' ')[3] === client);
  }

  async close(): Promise<void> {
    for (const client of this.#dialled) client.destroy();
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#listener.close(resolve));
  }

  #accept(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('error', () => undefined);
    socket.on('end', () => socket.end());
    let rest = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() as string;
      if (this.#curt && lines.length > 0) {
        this.heard.push(lines[0] as string);
        socket.removeAllListeners('data').end();
        return;
      }
      for (const line of lines) this.heard.push(line);
    });
    if (this.#deaf) socket.pause();
  }
}

/** A line of servers of ours with a fake one at its end, and who of them is to be hosted. */
export function beside(
  fake: FakeNeighbour,
  names: readonly string[],
): { topology: Topology; only: string[] } {
  const all = [...names, fake.name];
  const { servers, ...rest } = topologyOf(
    all,
    names.map((name, i) => [name, all[i + 1] as string]),
  );
  const { host, port } = fake.address;
  const placed = servers.map((spec) => (spec.name === fake.name ? { ...spec, host, port } : spec));
  return { topology: { ...rest, servers: placed }, only: [...names] };
}
