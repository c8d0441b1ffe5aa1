/** Grades one submission: its copy, its herd, its checks, one after the other, and takes everything away again. */
import { join } from 'node:path';
import type { ServerSight } from '../../src-shared/grading/grading-run.ts';
import { type CheckResult, pointsOf, type SubmissionResult } from '../../src-shared/grading/results.ts';
import type { Address, Topology } from '../../src-shared/topology/topology.ts';
import type { Check, Needs } from './check.ts';
import { notRun, problemResult, toResult, verdictBy } from './check-result.ts';
import { findCheck } from './checks/index.ts';
import { choosePorts, type PortChoice } from './choose-ports.ts';
import { EvidenceLog } from './evidence.ts';
import { findDialect } from './find-dialect.ts';
import { type GradingPlace, inOwnPlace } from './grading-place.ts';
import { HerdLoad } from './herd-load.ts';
import { HerdTraffic } from './herd-traffic.ts';
import { GRADING_LIMITS } from './limits.ts';
import { MARK_VARIABLE, type ProcessFinder } from './marked-processes.ts';
import { Budget } from './patience.ts';
import { placesEnvironment } from './places-stand-in/environment.ts';
import { type PlacesStandIn, startPlacesStandIn } from './places-stand-in/places-stand-in.ts';
import { programEnvironment } from './program-environment.ts';
import { ProgramHerd } from './program-herd.ts';
import { Random } from './random.ts';
import type { Rubric, RubricCheck } from './rubric.ts';
import { type AttemptOptions, attempt, hinderedBy, type Outcome } from './run-check.ts';
import { Settling } from './settling.ts';
import { startFailure, withHint } from './start-failure.ts';
import { type Copy, copySubmission, readSources, type Submission } from './submission.ts';
import { SubmissionProblem } from './submission-problem.ts';
import { Trial } from './trial.ts';
import { CheckFailure, CheckUnknown, LackingHere } from './verdict.ts';
import { type Trip, Watch } from './watch.ts';

export type GradingEvent =
  | { readonly type: 'submission'; readonly name: string; readonly checks: number }
  /** A check begins. */
  | { readonly type: 'checking'; readonly name: string; readonly check: string }
  | { readonly type: 'check'; readonly name: string; readonly result: CheckResult }
  | { readonly type: 'server'; readonly name: string; readonly server: string; readonly sight: ServerSight };

export interface GradeOptions {
  readonly submission: Submission;
  readonly rubric: Rubric;
  readonly topology: Topology;
  readonly command: string;
  readonly env: Readonly<Record<string, string>>;
  readonly ports: PortChoice;
  readonly seed: number;
  /** The checks to run: those of the rubric, or some of them. */
  readonly checks: readonly RubricCheck[];
  /** How a person runs one check again. */
  readonly reproduce: (check: string) => string;
  readonly signal: AbortSignal;
  /** Waits until no other submission uses these ports; gives how to let go of them. */
  readonly reserve?: (ports: readonly number[]) => Promise<() => void>;
  readonly onEvent?: (event: GradingEvent) => void;
}

/** Of one check, as long as nothing can be said. */
const MOST_ATTEMPTS = 3;
/** Of a herd that never ran: so many starts that say nothing are enough. */
const MOST_FIRST_STARTS = 2;
/** A herd that had to be stopped so often isn't started again. */
const MOST_TRIPS = 2;
const TIME_IS_UP = 'the time for one submission was used up before this check came to its end';
const ORDER: readonly Needs[] = ['server', 'herd', 'own-herd', 'own-server', 'nothing'];

/** Never throws because of the submission; what is wrong with it is in the result. */
export async function gradeSubmission(options: GradeOptions): Promise<SubmissionResult> {
  const { submission, checks, onEvent } = options;
  onEvent?.({ type: 'submission', name: submission.name, checks: checks.length });
  const { result, left } = await inOwnPlace((place) => gradeIn(options, place));
  if (left === undefined) return result;
  return { ...result, notes: [...result.notes, `It left what can’t be removed: ${left}.`] };
}

async function gradeIn(options: GradeOptions, place: GradingPlace): Promise<SubmissionResult> {
  const { submission, rubric } = options;
  const { root, processes } = place;
  const common = { name: submission.name, path: submission.path };
  let letGo: (() => void) | undefined;
  try {
    const copy = await copySubmission(submission, join(root, 'copy'), options.command);
    const addresses = await choosePorts(options.ports, copy, options.topology, await readSources(copy));
    letGo = await options.reserve?.([...addresses.values()].map(({ port }) => port));
    const grading = await Grading.open(options, copy, addresses, place);
    try {
      const results = await grading.run();
      await grading.close();
      return { ...common, ...pointsOf(rubric, results), ...(await grading.remarks()), checks: results };
    } finally {
      await grading.close();
    }
  } catch (thrown) {
    if (!(thrown instanceof SubmissionProblem)) throw thrown;
    return problemResult(options, thrown);
  } finally {
    processes.killAll();
    letGo?.();
  }
}

const notHere = (reason: string): CheckUnknown =>
  new CheckUnknown(`the herd could not be started here: ${reason}`);

class Grading {
  readonly #options: GradeOptions;
  readonly #herd: ProgramHerd;
  readonly #places: PlacesStandIn;
  readonly #watch: Watch;
  readonly #processes: ProcessFinder;
  readonly #time: Budget;
  readonly #notes: string[] = [];
  readonly #trips: Trip[] = [];
  readonly #server: string;
  /** What the check that runs is ended with. */
  #ending = new AbortController();
  #dialect: string | undefined;
  /** Why there is no use in starting the herd again. */
  #hopeless: CheckFailure | CheckUnknown | undefined;
  /** How often the herd could not be started for reasons that are not its own, and the last of them. */
  readonly #obstacles: CheckUnknown[] = [];
  /** What the last check left: whether the herd that runs may be shared. */
  #shared = false;
  readonly #settling = new Settling();
  #closed = false;

  private constructor(
    options: GradeOptions,
    parts: {
      herd: ProgramHerd;
      places: PlacesStandIn;
      watch: Watch;
      processes: ProcessFinder;
      server: string;
      load: HerdLoad;
    },
  ) {
    this.#options = options;
    this.#herd = parts.herd;
    this.#places = parts.places;
    this.#watch = parts.watch;
    this.#processes = parts.processes;
    this.#server = parts.server;
    // Nothing that a herd does makes this longer, and nothing that others do makes it endless.
    this.#time = new Budget(GRADING_LIMITS.submission, () => parts.load.ofOthers);
    this.#time.onSpent(() => this.#ending.abort(new CheckUnknown(TIME_IS_UP)));
  }

  static async open(
    options: GradeOptions,
    copy: Copy,
    addresses: ReadonlyMap<string, Address>,
    { root, mark, processes }: GradingPlace,
  ): Promise<Grading> {
    const { topology, submission, onEvent, signal } = options;
    const places = await startPlacesStandIn();
    const placesFolder = join(root, 'places');
    const env = {
      // Python keeps what it prints to a pipe for itself, and an end would take the last lines with it.
      PYTHONUNBUFFERED: '1',
      ...(await placesEnvironment(places, placesFolder, programEnvironment(process.env))),
      ...options.env,
      TMPDIR: root,
      [MARK_VARIABLE]: mark,
    };
    let tripped: (trip: Trip) => void = () => {};
    const traffic = new HerdTraffic([...addresses.values()].map(({ port }) => port));
    const watch = new Watch(processes, root, traffic, (trip) => tripped(trip));
    const load = new HerdLoad({ pids: () => processes.knownPids, servers: topology.servers.length });
    const herd = await ProgramHerd.open({
      ...{ topology, addresses, places, placesFolder, watch, env, load, traffic, signal },
      command: copy.command,
      folder: copy.folder,
      temporary: root,
      processes,
      onServer: (server, sight) => onEvent?.({ type: 'server', name: submission.name, server, sight }),
    });
    const names = topology.servers.map(({ name }) => name);
    const server = new Random(options.seed, 'server').pick(names);
    const grading = new Grading(options, { herd, places, watch, processes, server, load });
    tripped = (trip) => grading.#trip(trip);
    return grading;
  }

  /** In the rubric's order; run in the order that needs the fewest starts. */
  async run(): Promise<CheckResult[]> {
    const { checks, submission, onEvent, signal } = this.#options;
    const results = new Map<string, CheckResult>();
    const rank = ({ id }: RubricCheck): number => ORDER.indexOf(findCheck(id)?.needs ?? 'nothing');
    for (const entry of [...checks].sort((a, b) => rank(a) - rank(b))) {
      signal.throwIfAborted();
      onEvent?.({ type: 'checking', name: submission.name, check: entry.id });
      const result = await this.#judge(entry);
      results.set(entry.id, result);
      onEvent?.({ type: 'check', name: submission.name, result });
    }
    return checks.flatMap(({ id }) => results.get(id) ?? []);
  }

  /** What was noticed beside the checks. */
  async remarks(): Promise<Pick<SubmissionResult, 'notes' | 'dialect' | 'problem'>> {
    const changed = await this.#herd.changedOwnFiles();
    const notes = [...this.#notes, ...this.#trips.map(({ reason }) => `It was stopped: ${reason}.`)];
    for (const server of this.#herd.leftBehind)
      notes.push(`${server} left behind a process that outlived it.`);
    if (changed.length > 0) notes.push(`It changed its own files: ${changed.slice(0, 10).join(', ')}.`);
    return {
      notes,
      ...(this.#dialect === undefined ? {} : { dialect: this.#dialect }),
      ...(this.#hopeless === undefined ? {} : { problem: withHint(this.#hopeless) }),
    };
  }

  /** Ends everything. Idempotent. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#time.end();
    await this.#watch.lookBeforeEnd();
    await this.#watch.close();
    await this.#herd.killAll();
    this.#processes.killAll();
    await this.#places.close();
  }

  async #judge(entry: RubricCheck): Promise<CheckResult> {
    const check = findCheck(entry.id);
    if (check === undefined) return notRun(this.#options, entry, 'fail', 'there is no such check');
    const began = performance.now();
    let outcome: Outcome = { verdict: 'unknown', reason: '', evidence: [] };
    let attempts = 0;
    while (attempts < MOST_ATTEMPTS && outcome.verdict === 'unknown') {
      this.#options.signal.throwIfAborted();
      if (this.#time.leftMs <= 0) {
        outcome = { ...outcome, reason: TIME_IS_UP };
        break;
      }
      // Nothing is looked at or started for the checks after it.
      if (this.#futile !== undefined) return this.#notRun(entry, this.#futile);
      const attempted = await this.#attempt(check, attempts++);
      // The attempts were at starting it, not at this check.
      if (attempted instanceof Error) return this.#notRun(entry, attempted);
      outcome = attempted;
      // What can't be heard, or isn't here, won't be so in a second either.
      if (outcome.lacking) break;
    }
    return toResult(this.#options, entry, outcome, attempts, (performance.now() - began) / 1_000);
  }

  /** Why no more is started. What stands in the way of so many starts stands there for good. */
  get #futile(): CheckFailure | CheckUnknown | undefined {
    return this.#hopeless ?? (this.#obstacles.length >= MOST_ATTEMPTS ? this.#obstacles.at(-1) : undefined);
  }

  #notRun(entry: RubricCheck, why: CheckFailure | CheckUnknown): CheckResult {
    return notRun(this.#options, entry, verdictBy(why), why.message, hinderedBy(why));
  }

  /** An error: there has turned out to be no use in starting the herd. */
  async #attempt(check: Check, number: number): Promise<Outcome | CheckFailure | CheckUnknown> {
    await this.#endFormerHerd(check.needs);
    this.#ending = new AbortController();
    if (this.#time.leftMs <= 0) this.#ending.abort(new CheckUnknown(TIME_IS_UP));
    const signal = AbortSignal.any([this.#ending.signal, this.#options.signal]);
    const options = {
      herd: this.#herd,
      server: this.#server,
      seed: this.#options.seed,
      attempt: number,
      signal,
    };
    try {
      await this.#prepare(check.needs, options);
    } catch (thrown) {
      if (!(thrown instanceof CheckFailure || thrown instanceof CheckUnknown)) throw thrown;
      if (thrown === this.#hopeless) return thrown;
      return { verdict: verdictBy(thrown), reason: thrown.message, evidence: [], ...hinderedBy(thrown) };
    }
    this.#shared = check.needs === 'server' || check.needs === 'herd';
    const outcome = this.#withEnds(await attempt(check, options), check);
    // A check that starts the servers itself can be the first to find out.
    if (outcome.lacking && this.#dialect === undefined) {
      this.#hopeless = notHere(outcome.reason);
      return this.#hopeless;
    }
    await this.#watch.look();
    const { reason } = this.#ending.signal;
    return reason instanceof CheckFailure ? { ...outcome, verdict: 'fail', reason: reason.message } : outcome;
  }

  /** Unless it can be shared with the next check. */
  async #endFormerHerd(needs: Needs): Promise<void> {
    if (this.#shared && (needs === 'server' || needs === 'herd')) return;
    await this.#watch.lookBeforeEnd();
    await this.#herd.killAll();
    this.#watch.reset();
  }

  /** Brings about the herd that a check needs. */
  async #prepare(needs: Needs, options: AttemptOptions): Promise<void> {
    const names = this.#herd.topology.servers.map(({ name }) => name);
    // A herd that storms is not let loose again, but one of its servers alone can still be looked at.
    const storms = this.#trips.some(({ kind }) => kind === 'storm');
    if (storms && (needs === 'herd' || needs === 'own-herd')) {
      throw new CheckFailure(
        this.#trips.find(({ kind }) => kind === 'storm')?.reason ?? 'it floods for ever',
      );
    }
    if (needs === 'nothing') return;
    const wanted = needs === 'own-server' || (needs === 'server' && storms) ? [this.#server] : names;
    const isFresh = this.#herd.running.length === 0;
    await this.#startAll(wanted, options.signal);
    if (this.#dialect === undefined) await this.#learn(options);
    if (isFresh) await this.#settling.wait(this.#herd, options);
  }

  async #startAll(wanted: readonly string[], signal: AbortSignal): Promise<void> {
    const names = this.#herd.topology.servers.map(({ name }) => name);
    const outcomes = await Promise.allSettled(wanted.map((name) => this.#herd.start(name, signal)));
    const problems = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    if (problems.length === 0) return;
    await this.#herd.killAll();
    // What the watch stopped did not end by itself.
    this.#ending.signal.throwIfAborted();
    const failure = startFailure(problems, names);
    // The first herd of a submission that doesn't start: the next one won't either.
    const neverRan = this.#dialect === undefined;
    if (failure instanceof CheckFailure && neverRan)
      this.#hopeless = new CheckFailure(`the herd could not be started: ${failure.message}`, failure);
    if (failure instanceof CheckUnknown) {
      this.#obstacles.push(failure);
      if (neverRan && (failure instanceof LackingHere || this.#obstacles.length >= MOST_FIRST_STARTS))
        this.#hopeless = notHere(failure.message);
    }
    throw this.#hopeless ?? failure ?? problems[0];
  }

  /** How the herd wants to be talked to, and whether its requests to Places can be heard. */
  async #learn({ seed, signal }: AttemptOptions): Promise<void> {
    const random = new Random(seed, 'dialect');
    const trial = new Trial(this.#herd, {
      server: this.#server,
      random,
      evidence: new EvidenceLog(),
      signal,
    });
    try {
      const { dialect, answers, words } = await findDialect(trial);
      this.#herd.dialect = dialect;
      this.#herd.takesPlaces = trial.places.requests.length > 0;
      this.#dialect = words;
      if (!answers)
        this.#hopeless = new CheckFailure(
          `${this.#server} answered IAMAT in no way that a client can send it`,
        );
    } finally {
      await trial.close();
    }
    if (this.#hopeless !== undefined) throw this.#hopeless;
  }

  /** A server that ended by itself while a check ran is told of, and the next check gets a whole herd. */
  #withEnds(outcome: Outcome, check: Check): Outcome {
    const ended = this.#herd.topology.servers.flatMap(({ name }) => {
      const end = this.#herd.endOf(name);
      return end ? [{ name, end }] : [];
    });
    if (ended.length === 0) return outcome;
    this.#shared = false;
    const evidence = [...outcome.evidence];
    for (const { name, end } of ended) {
      evidence.push({ kind: 'note', text: `${name} ended by itself: ${end.status}` });
      if (!outcome.evidence.some((item) => item.kind === 'output' && item.server.split(', ').includes(name)))
        evidence.push({ kind: 'output', server: name, lines: this.#herd.outputOf(name) });
      this.#notes.push(`${name} ended by itself (${end.status}) during ${check.id}.`);
    }
    return { ...outcome, evidence };
  }

  #trip(trip: Trip): void {
    this.#trips.push(trip);
    this.#shared = false;
    const stopped = new CheckFailure(trip.reason);
    if (trip.kind === 'disk' || this.#trips.length >= MOST_TRIPS) {
      this.#hopeless = new CheckFailure(`the herd had to be stopped: ${trip.reason}`);
    }
    this.#processes.killAll();
    this.#ending.abort(stopped);
  }
}
