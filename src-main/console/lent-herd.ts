/**
 * The herd that the window shows, lent to a scenario: handed over with every link whole and nobody remembering
 * anything, and afterwards put back as it was, but for what its servers knew.
 */
import type {
  CommandName,
  HerdSnapshot,
  Host,
  RequestOf,
  ResponseOf,
} from '../../src-shared/console-contract.ts';
import type { ServerState } from '../../src-shared/events/events.ts';

export class LentHerd {
  readonly #host: Host;
  readonly #before: HerdSnapshot;
  #ended = false;

  private constructor(host: Host, before: HerdSnapshot) {
    this.#host = host;
    this.#before = before;
  }

  /** Remembers the herd as it is; nothing is changed yet. */
  static async of(host: Host): Promise<LentHerd> {
    return new LentHerd(host, await host.call('herd.state', {}));
  }

  /** Whatever becomes of this, `takeBack` has to follow. */
  async empty(): Promise<void> {
    await this.#host.call('server.kill', { servers: [] });
    await this.#host.call('link.heal', { links: [] });
  }

  /** What the transcript is to say of it. */
  get note(): string {
    const running = this.#named('ready', 'paused');
    const again =
      running.length === 0 ? 'no server ran before, and none will afterwards' : `${running.join(', ')} ran`;
    return `the herd was emptied: servers killed, links healed; afterwards it is put back (${again}), but what its servers knew is forgotten`;
  }

  /** The herd as a scenario has it. Closing it ends nothing, but no step that is late reaches the herd after that. */
  get host(): Host {
    return {
      call: <C extends CommandName>(command: C, request: RequestOf<C>): Promise<ResponseOf<C>> => {
        if (this.#ended) return Promise.reject(new Error('the run has ended'));
        return this.#host.call(command, request);
      },
      subscribe: (listener, types) => this.#host.subscribe(listener, types),
      close: async () => {
        this.#ended = true;
      },
    };
  }

  /** Puts back which servers ran and which links were cut. Does all of it, then rejects with the first failure. */
  async takeBack(): Promise<void> {
    this.#ended = true;
    const host = this.#host;
    const failures: unknown[] = [];
    const attempt = async (act: () => Promise<unknown>): Promise<void> => {
      await act().catch((thrown: unknown) => failures.push(thrown));
    };
    const paused = this.#named('paused');
    const running = [...this.#named('ready'), ...paused];
    const cut = this.#before.links.filter(({ state }) => state === 'cut').map(({ id }) => id);
    await attempt(() => host.call('server.kill', { servers: [] }));
    await attempt(() => host.call('link.heal', { links: [] }));
    // An empty list means all of them.
    if (cut.length > 0) await attempt(() => host.call('link.cut', { links: cut }));
    if (running.length > 0) await attempt(() => host.call('server.start', { servers: running }));
    if (paused.length > 0) await attempt(() => host.call('server.pause', { servers: paused }));
    if (failures.length > 0) throw failures[0];
  }

  /** One that was being started counts as one that ran: somebody wanted it. */
  #named(...kinds: ServerState['kind'][]): string[] {
    const wanted = kinds.includes('ready') ? [...kinds, 'starting'] : kinds;
    return this.#before.servers
      .filter(({ hosted, state }) => hosted && wanted.includes(state.kind))
      .map(({ name }) => name);
  }
}
