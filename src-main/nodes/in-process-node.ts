/** Our own server, hosted in this process. Each start makes a new one: what it knew is gone with the old. */
import type { Address } from '../../src-shared/topology/topology.ts';
import { readBeliefs } from '../herd/read-beliefs.ts';
import { HerdServer } from '../herd/server.ts';
import { ServerLog } from '../herd/server-log.ts';
import type { NodeContext, NodeInside, ServerNode } from '../herd/server-node.ts';
import { wallClock } from '../herd/wall-clock.ts';
import type { PlacesSource } from '../places/places-source.ts';

export interface InProcessOptions {
  readonly places: PlacesSource;
  /** Where NAME.log is written, asked at each start; null: no log. */
  readonly logDir: () => string | null;
}

export class InProcessNode implements ServerNode {
  readonly name: string;
  readonly inside: NodeInside = {
    neighbourReady: (neighbour) => this.#server?.wake(neighbour),
    linkState: (neighbour) => this.#server?.linkState(neighbour),
    counters: () => this.#server?.counters,
    beliefs: (clients, most) => this.#server && readBeliefs(this.#server.store, clients, most),
  };
  readonly #context: NodeContext;
  readonly #options: InProcessOptions;
  #server: HerdServer | undefined;

  constructor(context: NodeContext, options: InProcessOptions) {
    this.name = context.name;
    this.#context = context;
    this.#options = options;
  }

  async start(address: Address): Promise<{ address: Address; pid: number }> {
    const { name, neighbours, events } = this.#context;
    const { places } = this.#options;
    const logDir = this.#options.logDir();
    const server = new HerdServer({
      name,
      neighbours,
      addressOf: (neighbour) => this.#context.addressOf(neighbour),
      places,
      events,
      ...(logDir !== null && {
        openLog: () => new ServerLog(logDir, name, (error) => server.journal.problem(error)),
      }),
      clock: wallClock(),
      random: Math.random,
    });
    this.#server = server;
    try {
      const bound = await server.listen(address);
      for (const neighbour of this.#context.neighbours) {
        if (this.#context.isCut(neighbour)) server.setCut(neighbour, true);
      }
      server.openLinks();
      return { address: bound, pid: process.pid };
    } catch (thrown) {
      await server.kill();
      if (this.#server === server) this.#server = undefined;
      throw thrown;
    }
  }

  async stop(): Promise<void> {
    await this.#end((server) => server.stop());
  }

  async kill(): Promise<void> {
    await this.#end((server) => server.kill());
  }

  /** The server is kept until it has ended, so that a kill can still hasten a stop. */
  async #end(how: (server: HerdServer) => Promise<void>): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    await how(server);
    if (this.#server === server) this.#server = undefined;
  }

  pause(): void {
    this.#server?.pause();
  }

  resume(): void {
    this.#server?.resume();
  }

  setCut(neighbour: string, cut: boolean): void {
    this.#server?.setCut(neighbour, cut);
  }

  setLink(neighbour: string, linked: boolean): boolean {
    if (linked) this.#server?.addLink(neighbour);
    else this.#server?.removeLink(neighbour);
    return true;
  }
}
