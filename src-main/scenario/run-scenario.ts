/** Runs a scenario on a herd of its own: from the first step to the verdict, and leaves nothing running. */
import { setMaxListeners } from 'node:events';
import type { Host } from '../../src-shared/console-contract.ts';
import type { ErrorData } from '../../src-shared/errors.ts';
import type { Moment } from '../../src-shared/protocol/index.ts';
import { Knowledge } from '../../src-shared/topology/knowledge.ts';
import type { Topology } from '../../src-shared/topology/topology.ts';
import { wallClock } from '../herd/wall-clock.ts';
import { castOf, checkScenario } from './check-scenario.ts';
import { waitFor } from './deadline.ts';
import { Play } from './play.ts';
import type { Scenario } from './read-scenario.ts';
import { runSteps } from './run-steps.ts';
import { type Entry, Transcript } from './transcript.ts';
import { presentTimes, SeededRandom, Values } from './values.ts';
import { judge, ScenarioFault, type Trouble, type Verdict } from './verdict.ts';

export interface RunOptions {
  readonly scenario: Scenario;
  readonly topology: Topology;
  /** Makes the herd that the scenario runs on; it is closed at the end. */
  readonly openHost: (
    topology: Topology,
    places: Scenario['places'],
    /** Writes a line of what it did into the transcript. */
    did: (text: string) => void,
  ) => Promise<Host>;
  readonly seed: number;
  /** Ends the run at once; its verdict is unknown then. */
  readonly signal: AbortSignal;
  /** Every deadline is multiplied by this; default 1. */
  readonly patience?: number;
  readonly clock?: () => Moment;
  /** Is told each entry of the transcript as it is written: a step before it is done. */
  readonly onEntry?: (entry: Entry) => void;
  /**
   * Is waited for before each step, after the step was told; rejects when the run is to end. Default: no pause. What is
   * done `together` is one step here: a block that is held would make another one late.
   */
  readonly beforeStep?: () => Promise<void>;
}

/** What came out. Plain data: `herd run --json` prints it as it is. */
export interface RunResult {
  readonly schema: 1;
  readonly scenario: string;
  readonly title: string;
  readonly topology: string;
  readonly seed: number;
  readonly verdict: Verdict;
  /** Why it did not pass, and at which step. */
  readonly trouble?: Trouble & { readonly step?: { readonly line: number; readonly text: string } };
  /** ISO 8601. */
  readonly startedAt: string;
  readonly tookMs: number;
  readonly transcript: readonly Entry[];
  /** Entries of the transcript that were left out because there were too many. */
  readonly leftOut: number;
}

function systemClock(): () => Moment {
  const read = wallClock();
  return () => {
    const now = { seconds: 0, nanos: 0 };
    read(now);
    return now;
  };
}

const noPause = async (): Promise<void> => undefined;

/** @throws HerdError SCENARIO_INVALID, before anything is started; what happens later is in the result. */
export async function runScenario(options: RunOptions): Promise<RunResult> {
  const { scenario, topology, seed, clock = systemClock(), patience = 1, beforeStep = noPause } = options;
  // Many wait on it at the same time, one for each connection: that is no leak.
  const signal = AbortSignal.any([options.signal]);
  setMaxListeners(0, signal);
  checkScenario(scenario, topology);
  const began = performance.now();
  const startedAt = new Date().toISOString();
  const transcript = new Transcript(() => performance.now() - began, undefined, undefined, options.onEntry);
  const values = new Values(presentTimes(clock), new SeededRandom(seed));
  for (const [part, server] of castOf(scenario, topology)) {
    values.set(part, server);
    transcript.did(`${server} plays ${part}`);
  }
  let host: Host | undefined;
  let play: Play | undefined;
  const outcome = await conclude(signal, async () => {
    host = await options.openHost(topology, scenario.places, (text) => transcript.did(text));
    const knowledge = new Knowledge(topology, scenario.catchUp);
    play = await Play.begin(
      { host, topology, knowledge, signal, patience, beforeStep },
      values,
      transcript,
      scenario.within,
    );
    await orAborted(runSteps(scenario.steps, play), signal);
  });
  const crash = outcome.verdict === 'fail' ? await crashIn(host, signal) : undefined;
  const closed = await conclude(signal, async () => {
    play?.hangUpAll();
    // Who interrupts doesn't want to wait for politeness.
    if (signal.aborted) await host?.call('server.kill', { servers: [] });
    await host?.close();
  });
  const { verdict, trouble } = outcome.verdict === 'pass' ? closed : outcome;
  const step = play?.blamed;
  const place = step ? { step: { line: step.line, text: step.text } } : {};
  return {
    schema: 1,
    scenario: scenario.file,
    title: scenario.title,
    topology: topology.id,
    seed,
    verdict,
    ...(trouble ? { trouble: { ...trouble, ...(crash ? { error: crash } : {}), ...place } } : {}),
    startedAt,
    tookMs: Math.round(performance.now() - began),
    transcript: transcript.entries,
    leftOut: transcript.leftOut,
  };
}

async function conclude(
  signal: AbortSignal,
  act: () => Promise<void>,
): Promise<{ verdict: Verdict; trouble?: Trouble }> {
  try {
    await act();
    return { verdict: 'pass' };
  } catch (thrown) {
    // Whatever broke when the run was interrupted broke because of that.
    return judge(signal.aborted ? new ScenarioFault('the run was interrupted') : thrown);
  }
}

/** Seconds in which the host notices that a program has ended, after its clients have. */
const NOTICED_WITHIN = 0.25;

/** A server that ended by itself explains much of what a client sees: refused and reset connections. */
async function crashIn(host: Host | undefined, signal: AbortSignal): Promise<ErrorData | undefined> {
  if (!host) return undefined;
  const look = async (): Promise<ErrorData | undefined> => {
    const { servers } = await host.call('herd.state', {});
    return servers.flatMap(({ state }) => (state.kind === 'crashed' ? [state.error] : []))[0];
  };
  return waitFor(look, { seconds: NOTICED_WITHIN, signal }).catch(() => undefined);
}

/** Gives up waiting when the run is interrupted: an operation of the herd may take long. */
async function orAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  // What fails after the interruption fails because of it, and nobody waits for it any more.
  work.catch(() => {});
  signal.throwIfAborted();
  let stop: () => void = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
