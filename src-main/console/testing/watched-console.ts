/** A console for tests: our own servers on free ports, what it tells kept, and facts waited for. */
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Host } from '../../../src-shared/console-contract.ts';
import type { HerdEvent } from '../../../src-shared/events/events.ts';
import type { ScenarioEntry, ScenarioResult, SwarmState } from '../../../src-shared/front-types.ts';
import { PRESETS } from '../../../src-shared/topology/presets.ts';
import type { Topology } from '../../../src-shared/topology/topology.ts';
import { createHost } from '../../host/host.ts';
import { type Console, createConsole } from '../index.ts';

const DEADLINE_MS = 15_000;

export class WatchedConsole {
  readonly console: Console;
  readonly events: HerdEvent[] = [];
  #wake: (() => void)[] = [];

  private constructor(console: Console) {
    this.console = console;
    console.subscribe((batch) => {
      this.events.push(...batch);
      for (const wake of this.#wake.splice(0)) wake();
    });
  }

  /** @param seenAs what the console is given in place of the host */
  static async open(
    topology: Topology = PRESETS[0]!.topology,
    seenAs: (host: Host) => Host = (host) => host,
    herdCommand: readonly [string, ...string[]] = [process.execPath, '-e', 'process.exit(70)'],
  ): Promise<WatchedConsole> {
    const host = await createHost({ topology, basePort: 0, places: { source: 'gazetteer' }, logDir: null });
    // Made only when something is graded, and that is tested by itself.
    const gradingFolder = join(tmpdir(), `herd-console-test-${randomUUID()}`);
    const options = { places: { source: 'gazetteer' }, herdCommand, gradingFolder } as const;
    return new WatchedConsole(createConsole(seenAs(host), options));
  }

  /** What is found in the events, as soon as it is there. */
  async until<T>(find: (events: readonly HerdEvent[]) => T | undefined): Promise<T> {
    const deadline = Date.now() + DEADLINE_MS;
    for (;;) {
      const found = find(this.events);
      if (found !== undefined) return found;
      const left = deadline - Date.now();
      if (left <= 0) throw new Error('it did not happen');
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#wake.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  result(run: number): Promise<ScenarioResult> {
    return this.until((events) => {
      for (const event of events) {
        if (event.type === 'scenario' && event.step.kind === 'ended' && event.step.run === run)
          return event.step.result;
      }
      return undefined;
    });
  }

  entries(run: number): ScenarioEntry[] {
    return this.events.flatMap((event) =>
      event.type === 'scenario' && event.step.kind === 'entries' && event.step.run === run
        ? event.step.entries
        : [],
    );
  }

  /** Waits for a state of the simulated clients. */
  async swarm(fits: (state: SwarmState & { kind: 'running' }) => boolean): Promise<void> {
    await this.until(() => {
      const state = this.events.findLast((event) => event.type === 'swarm')?.swarm;
      return state?.kind === 'running' && fits(state) ? true : undefined;
    });
  }

  async states(): Promise<Record<string, string>> {
    const { servers } = await this.console.call('herd.state', {});
    return Object.fromEntries(servers.map(({ name, state }) => [name, state.kind]));
  }
}
