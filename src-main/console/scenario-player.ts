/** Plays scenarios on the herd that the window shows, one at a time, and tells of each entry as it happens. */
import { randomInt } from 'node:crypto';
import type { Host } from '../../src-shared/console-contract.ts';
import { HerdError, toErrorData } from '../../src-shared/errors.ts';
import type { HerdEvent } from '../../src-shared/events/events.ts';
import type { ConsoleHandlers } from '../../src-shared/front-contract.ts';
import type { ScenarioNews } from '../../src-shared/front-types.ts';
import type { Topology } from '../../src-shared/topology/topology.ts';
import { nowMs } from '../herd/wall-clock.ts';
import { checkScenario, type Entry, readScenario, runScenario, type Scenario } from '../scenario/index.ts';
import { LentHerd } from './lent-herd.ts';
import type { ChosenPlaces } from './places-choice.ts';
import { scenarioResult } from './scenario-result.ts';
import { checkTopology } from './scenario-topology.ts';

/** Milliseconds in which entries gather before they are told. */
const GATHER_MS = 50;
/** How long the end of a run waits for the herd to be put back before it is told. */
const PUT_BACK_MS = 600;

interface Playing {
  readonly title: string;
  readonly stop: AbortController;
  /** Resolves when its end has been told. */
  readonly ended: Promise<void>;
}

type RunRequest = Parameters<ConsoleHandlers['scenario.run']>[0];

export class ScenarioPlayer {
  readonly #host: Host;
  readonly #places: ChosenPlaces;
  readonly #emit: (event: HerdEvent) => void;
  #runs = 0;
  #playing: Playing | undefined;
  /** Set from the moment that a run is asked for. */
  #taken: string | undefined;
  /** The herd being put back after the last run. */
  #puttingBack: Promise<void> = Promise.resolve();

  constructor(host: Host, places: ChosenPlaces, emit: (event: HerdEvent) => void) {
    this.#host = host;
    this.#places = places;
    this.#emit = emit;
  }

  /** The title of the scenario that is being run. */
  get running(): string | undefined {
    return this.#taken;
  }

  /** @throws HerdError SCENARIO_RUNNING, SCENARIO_INVALID, SCENARIO_TOPOLOGY; nothing was changed then */
  async run({ name, text, seed }: RunRequest): Promise<{ run: number }> {
    if (this.#taken !== undefined) throw new HerdError('SCENARIO_RUNNING', { title: this.#taken });
    const scenario = readScenario(text, name);
    this.#taken = scenario.title;
    try {
      await this.#puttingBack;
      const { topology } = await this.#host.call('herd.state', {});
      checkTopology(scenario, topology);
      checkScenario(scenario, topology);
      const run = ++this.#runs;
      const stop = new AbortController();
      this.#tell({ kind: 'began', run, title: scenario.title, text });
      const ended = this.#play(run, scenario, topology, seed ?? randomInt(2 ** 32), stop.signal).catch(
        // What a run meets is in its result; this is a fault of ours, and the next run must be possible.
        (thrown) => {
          this.#playing = this.#taken = undefined;
          this.#tellProblem(thrown);
        },
      );
      this.#playing = { title: scenario.title, stop, ended };
      return { run };
    } catch (thrown) {
      this.#taken = undefined;
      throw thrown;
    }
  }

  /** Resolves when the end has been told. */
  async stop(): Promise<void> {
    this.#playing?.stop.abort();
    await this.#playing?.ended;
  }

  /** Stops, and waits until the herd is as it was. */
  async close(): Promise<void> {
    await this.stop();
    await this.#puttingBack;
  }

  async #play(
    run: number,
    scenario: Scenario,
    topology: Topology,
    seed: number,
    signal: AbortSignal,
  ): Promise<void> {
    const entries = new GatheredEntries((gathered) =>
      this.#tell({ kind: 'entries', run, entries: gathered }),
    );
    let lent: LentHerd | undefined;
    const result = await runScenario({
      scenario,
      topology,
      seed,
      signal,
      onEntry: (entry) => entries.add(entry),
      openHost: async (_, source, did) => {
        lent = await LentHerd.lend(this.#host);
        did(lent.note);
        await this.#places.borrow(source);
        return lent.host;
      },
    });
    this.#puttingBack = this.#putBack(lent);
    // A person who sees the end finds the herd as it was, unless a program takes its time to start.
    await within(PUT_BACK_MS, this.#puttingBack);
    entries.end();
    this.#playing = this.#taken = undefined;
    this.#tell({ kind: 'ended', run, result: scenarioResult(result) });
  }

  /** Never rejects: what fails is told as a problem. */
  async #putBack(lent: LentHerd | undefined): Promise<void> {
    for (const act of [() => this.#places.giveBack(), () => lent?.takeBack()]) {
      try {
        await act();
      } catch (thrown) {
        this.#tellProblem(thrown);
      }
    }
  }

  #tellProblem(thrown: unknown): void {
    this.#emit({ type: 'problem', time: nowMs(), server: '-', error: toErrorData(thrown) });
  }

  #tell(step: ScenarioNews): void {
    this.#emit({ type: 'scenario', time: nowMs(), server: '-', step });
  }
}

class GatheredEntries {
  readonly #give: (entries: readonly Entry[]) => void;
  #gathered: Entry[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(give: (entries: readonly Entry[]) => void) {
    this.#give = give;
  }

  add(entry: Entry): void {
    this.#gathered.push(entry);
    this.#timer ??= setTimeout(() => this.end(), GATHER_MS);
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const entries = this.#gathered;
    this.#gathered = [];
    if (entries.length > 0) this.#give(entries);
  }
}

async function within(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const time = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, time]);
  clearTimeout(timer);
}
