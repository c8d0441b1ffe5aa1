/**
 * Plays scenarios on the herd that the window shows, one at a time, and tells of each entry as it happens. It is the
 * one owner of who has the herd: from when a run is asked for until the herd is as it was.
 */
import { randomInt } from 'node:crypto';
import type { Host } from '../../src-shared/console-contract.ts';
import { HerdError, toErrorData } from '../../src-shared/errors.ts';
import type { HerdEvent } from '../../src-shared/events/events.ts';
import type { ConsoleHandlers } from '../../src-shared/front-contract.ts';
import type { ScenarioNews, ScenarioPace } from '../../src-shared/front-types.ts';
import { advanceRun, type ScenarioRun } from '../../src-shared/scenario-run.ts';
import type { Topology } from '../../src-shared/topology/topology.ts';
import { nowMs } from '../herd/wall-clock.ts';
import { checkScenario, readScenario, runScenario, type Scenario } from '../scenario/index.ts';
import { GatheredEntries } from './gathered-entries.ts';
import { LentHerd } from './lent-herd.ts';
import { Pacer } from './pacer.ts';
import type { ChosenPlaces } from './places-choice.ts';
import { scenarioResult } from './scenario-result.ts';
import { checkTopology } from './scenario-topology.ts';

/** How long the end of a run waits for the herd to be put back before it is told. */
const PUT_BACK_MS = 600;

/** Who has the herd. All but `free` are a run's, in this order. */
type Phase =
  | { readonly kind: 'free' }
  /** Asked for; nothing has been changed yet. */
  | { readonly kind: 'preparing'; readonly title: string; readonly stop: AbortController }
  | {
      readonly kind: 'playing';
      readonly title: string;
      readonly stop: AbortController;
      readonly pacer: Pacer;
    }
  /** `back` resolves when that is done, whether it worked or not. */
  | { readonly kind: 'putting-back'; readonly title: string; readonly back: Promise<void> };

const FREE: Phase = { kind: 'free' };

type RunRequest = Parameters<ConsoleHandlers['scenario.run']>[0];

export interface PlayerNeeds {
  readonly host: Host;
  readonly places: ChosenPlaces;
  readonly emit: (event: HerdEvent) => void;
  /** Ends whatever else changes the herd by itself; called before a run begins. */
  readonly quieten: () => Promise<unknown>;
}

export class ScenarioPlayer {
  readonly #needs: PlayerNeeds;
  #phase: Phase = FREE;
  /** Resolves when the run that was asked for last has been refused, or its end has been told. */
  #over: Promise<void> = Promise.resolve();
  /** What was told of the last run. */
  #told: ScenarioRun | null = null;
  #runs = 0;

  constructor(needs: PlayerNeeds) {
    this.#needs = needs;
  }

  /** The run that is under way, or the last one. */
  get state(): ScenarioRun | null {
    return this.#told;
  }

  /** @throws HerdError SCENARIO_RUNNING, HERD_PUT_BACK: the herd is nobody else's now */
  checkFree(): void {
    const phase = this.#phase;
    if (phase.kind === 'free') return;
    const { title } = phase;
    throw new HerdError(phase.kind === 'putting-back' ? 'HERD_PUT_BACK' : 'SCENARIO_RUNNING', { title });
  }

  /** @throws HerdError as `checkFree`, and SCENARIO_INVALID, SCENARIO_TOPOLOGY; nothing was changed then */
  async run({ name, text, seed, pace }: RunRequest): Promise<{ run: number }> {
    this.checkFree();
    const scenario = readScenario(text, name);
    const stop = new AbortController();
    const { title } = scenario;
    this.#phase = { kind: 'preparing', title, stop };
    const prepared = this.#prepare(scenario);
    const run = ++this.#runs;
    this.#over = prepared.then(
      (topology) => {
        const began = { kind: 'began', run, name, title, text, pace: pace ?? 'fast' } as const;
        return this.#play(began, { scenario, topology, seed: seed ?? randomInt(2 ** 32), stop });
      },
      () => {
        this.#phase = FREE;
      },
    );
    await prepared;
    return { run };
  }

  /** Resolves when the end has been told. A run that has not begun yet begins and ends without touching the herd. */
  async stop(): Promise<void> {
    if (this.#phase.kind === 'preparing' || this.#phase.kind === 'playing') this.#phase.stop.abort();
    await this.#over;
  }

  changePace(pace: ScenarioPace): void {
    if (this.#phase.kind === 'playing') this.#phase.pacer.change(pace);
  }

  /** Begins the step that waits to be asked for. */
  next(): void {
    if (this.#phase.kind === 'playing') this.#phase.pacer.next();
  }

  /** Stops, and waits until the herd is as it was. */
  async close(): Promise<void> {
    await this.stop();
    if (this.#phase.kind === 'putting-back') await this.#phase.back;
  }

  async #prepare(scenario: Scenario): Promise<Topology> {
    const { topology } = await this.#needs.host.call('herd.state', {});
    checkTopology(scenario, topology);
    checkScenario(scenario, topology);
    await this.#needs.quieten();
    return topology;
  }

  /** From the first news to the last. */
  async #play(
    began: Extract<ScenarioNews, { kind: 'began' }>,
    {
      scenario,
      topology,
      seed,
      stop,
    }: { scenario: Scenario; topology: Topology; seed: number; stop: AbortController },
  ): Promise<void> {
    const { run, title } = began;
    const { host, places } = this.#needs;
    let before = 0;
    const entries = new GatheredEntries((gathered) => {
      this.#tell({ kind: 'entries', run, before, entries: gathered });
      before += gathered.length;
    });
    const pacer = new Pacer(began.pace, (now) => {
      // The step that waits is told before that it does.
      entries.give();
      this.#tell({ kind: 'paced', run, ...now });
    });
    this.#phase = { kind: 'playing', title, stop, pacer };
    this.#tell(began);
    let lent: LentHerd | undefined;
    // Of a scenario that was checked, all that can go wrong is in the result.
    const result = await runScenario({
      scenario,
      topology,
      seed,
      signal: stop.signal,
      onEntry: (entry) => entries.add(entry),
      beforeStep: () => pacer.before(stop.signal),
      openHost: async (_, source, did) => {
        stop.signal.throwIfAborted();
        lent = await LentHerd.of(host);
        await lent.empty();
        did(lent.note);
        await places.borrow(source);
        return lent.host;
      },
    });
    const back = this.#putBack(lent).then(() => {
      this.#phase = FREE;
    });
    this.#phase = { kind: 'putting-back', title, back };
    // A person who sees the end finds the herd as it was, unless a program takes its time to start.
    await within(PUT_BACK_MS, back);
    entries.give();
    this.#tell({ kind: 'ended', run, result: scenarioResult(result) });
  }

  /** Never rejects: what fails is told as a problem. */
  async #putBack(lent: LentHerd | undefined): Promise<void> {
    for (const act of [() => this.#needs.places.giveBack(), () => lent?.takeBack()]) {
      try {
        await act();
      } catch (thrown) {
        this.#needs.emit({ type: 'problem', time: nowMs(), server: '-', error: toErrorData(thrown) });
      }
    }
  }

  #tell(step: ScenarioNews): void {
    this.#told = advanceRun(this.#told, step);
    this.#needs.emit({ type: 'scenario', time: nowMs(), server: '-', step });
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
