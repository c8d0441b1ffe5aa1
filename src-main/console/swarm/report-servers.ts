/** The servers that simulated clients report to: a kept connection each, in turn, those that are down left out until they are back. */
import type { HerdSnapshot, Host, ServerSnapshot } from '../../../src-shared/console-contract.ts';
import type { Report } from '../../../src-shared/protocol/index.ts';
import { destinationHost } from '../../../src-shared/topology/addresses.ts';
import type { Address } from '../../../src-shared/topology/topology.ts';
import { ReportConnection, type ReportOutcomes } from './report-connection.ts';

/** How often a server that should be up but isn't connected is tried. */
const RETRY_MS = 250;

export class ReportServers {
  readonly #host: Host;
  /** Empty: all that run. */
  readonly #wanted: readonly string[];
  readonly #outcomes: ReportOutcomes;
  readonly #connections = new Map<string, ReportConnection>();
  readonly #stopListening: () => void;
  readonly #retry: NodeJS.Timeout;
  /** Those that take reports now; a paused one keeps its connection, but gets none. */
  #ready = new Set<string>();
  #turn = 0;
  #closed = false;

  constructor(
    host: Host,
    wanted: readonly string[],
    snapshot: HerdSnapshot,
    outcomes: Omit<ReportOutcomes, 'closed'>,
  ) {
    this.#host = host;
    this.#wanted = wanted;
    this.#outcomes = {
      answered: () => {
        if (!this.#closed) outcomes.answered();
      },
      failed: (reports) => {
        if (!this.#closed) outcomes.failed(reports);
      },
      closed: (connection) => {
        if (this.#connections.get(connection.server) === connection)
          this.#connections.delete(connection.server);
      },
    };
    this.#see(snapshot);
    this.#stopListening = host.subscribe(() => this.#look(), ['server', 'topology']);
    this.#retry = setInterval(() => this.#lookIfMissing(), RETRY_MS);
  }

  /** Sends up to so many reports, as far as the servers take them. Gives how many. */
  send(most: number, make: () => Report): number {
    const batches = new Map<ReportConnection, Report[]>();
    const takers = [...this.#connections.values()].filter(({ server }) => this.#ready.has(server));
    let sent = 0;
    let refused = 0;
    while (sent < most && refused < takers.length) {
      const taker = takers[this.#turn++ % takers.length];
      if (taker === undefined) break;
      if (!taker.hasRoomFor(batches.get(taker)?.length ?? 0)) {
        refused++;
        continue;
      }
      refused = 0;
      const batch = batches.get(taker);
      if (batch === undefined) batches.set(taker, [make()]);
      else batch.push(make());
      sent++;
    }
    for (const [taker, batch] of batches) taker.send(batch);
    return sent;
  }

  close(): void {
    this.#closed = true;
    this.#stopListening();
    clearInterval(this.#retry);
    for (const connection of this.#connections.values()) connection.destroy();
  }

  #look(): void {
    // A host that is being closed says no: then there is nothing to see.
    this.#host.call('herd.state', {}).then(
      (snapshot) => this.#see(snapshot),
      () => {},
    );
  }

  #lookIfMissing(): void {
    if ([...this.#ready].some((name) => !this.#connections.has(name))) this.#look();
  }

  #see({ servers }: HerdSnapshot): void {
    if (this.#closed) return;
    const wanted = servers.filter(({ name }) => this.#wanted.length === 0 || this.#wanted.includes(name));
    this.#ready = new Set();
    for (const server of wanted) {
      const address = addressOf(server);
      if (address === undefined) continue;
      this.#ready.add(server.name);
      if (this.#connections.has(server.name)) continue;
      this.#connections.set(server.name, new ReportConnection(server.name, address, this.#outcomes));
    }
    // One that the topology no longer has, or that listens elsewhere now, has closed its connection itself.
  }
}

/** Undefined: it can't be reported to now. */
function addressOf({ hosted, host, port, state }: ServerSnapshot): Address | undefined {
  if (state.kind === 'ready') return { ...state.address, host: destinationHost(state.address.host) };
  return hosted || port === 0 ? undefined : { host: destinationHost(host), port };
}
