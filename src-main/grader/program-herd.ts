/** The herd that is graded: a submission's program, a process for each server of the topology. */
import type { ServerSight } from '../../src-shared/grading/grading-run.ts';
import { type Address, neighboursOf, type Topology } from '../../src-shared/topology/topology.ts';
import { type FolderState, readFolder, readWritten } from './folder-watch.ts';
import type { HerdLoad } from './herd-load.ts';
import type { HerdTraffic } from './herd-traffic.ts';
import type { HerdUnderTest, ServerEnd, WrittenFile } from './herd-under-test.ts';
import { late } from './late.ts';
import type { MarkedProcess, ProcessFinder } from './marked-processes.ts';
import { waitFor } from './patience.ts';
import { isRedirected } from './places-stand-in/environment.ts';
import type { PlacesStandIn } from './places-stand-in/places-stand-in.ts';
import { PrintedLines } from './printed-lines.ts';
import { Lingering, Program } from './program.ts';
import { COURSE_DIALECT, type Dialect } from './talk.ts';
import type { Watch } from './watch.ts';

/** A closed connection keeps its address from programs that don't reuse it for a minute. */
const LINGER_SECONDS = 70;

export interface ProgramHerdOptions {
  readonly topology: Topology;
  readonly addresses: ReadonlyMap<string, Address>;
  readonly command: string;
  /** The submission's copy. */
  readonly folder: string;
  /** Where files that are made for its programs go. */
  readonly temporary: string;
  readonly env: NodeJS.ProcessEnv;
  readonly places: PlacesStandIn;
  /** Where what its programs need to ask the stand-in lies. */
  readonly placesFolder: string;
  readonly watch: Watch;
  readonly processes: ProcessFinder;
  readonly load: HerdLoad;
  readonly traffic: HerdTraffic;
  /** Aborted when the whole grading ends. */
  readonly signal: AbortSignal;
  /** Called when a server has been started, has ended, however, or was replaced by the grader. */
  readonly onServer?: (server: string, sight: ServerSight) => void;
}

export class ProgramHerd implements HerdUnderTest {
  readonly topology: Topology;
  readonly places: PlacesStandIn;
  dialect: Dialect = COURSE_DIALECT;
  takesPlaces: boolean | undefined;
  readonly #options: ProgramHerdOptions;
  readonly #names: readonly string[];
  readonly #programs = new Map<string, Program>();
  readonly #ends = new Map<string, ServerEnd>();
  readonly #outputs = new Map<string, readonly string[]>();
  readonly #asHandedIn: FolderState;
  /** The process groups of all servers that were ever started, by the processes that led them. */
  readonly #groups = new Set<number>();
  readonly printed = new PrintedLines();
  readonly #leftBehind = new Set<string>();

  private constructor(options: ProgramHerdOptions, asHandedIn: FolderState) {
    this.#options = options;
    this.topology = options.topology;
    this.places = options.places;
    this.#names = options.topology.servers.map(({ name }) => name);
    this.#asHandedIn = asHandedIn;
  }

  static async open(options: ProgramHerdOptions): Promise<ProgramHerd> {
    return new ProgramHerd(options, await readFolder(options.folder));
  }

  get running(): readonly string[] {
    return this.#names.filter((name) => this.#programs.get(name)?.isRunning === true);
  }

  /** Servers that left a process behind when they were killed. */
  get leftBehind(): ReadonlySet<string> {
    return this.#leftBehind;
  }

  get redirectsPlaces(): boolean {
    return isRedirected(this.#options.placesFolder);
  }

  get gate(): Promise<void> {
    return this.#options.watch.gate;
  }

  addressOf(server: string): Address {
    const address = this.#options.addresses.get(server);
    if (address === undefined) throw new RangeError(`${server} is not in this herd`);
    return address;
  }

  async start(server: string, ending: AbortSignal): Promise<void> {
    if (this.#programs.get(server)?.isRunning === true) return;
    this.#ends.delete(server);
    // A server whose last end left its address behind is tried again until the address is free.
    // Of its own: many servers may wait at a time, and their listeners are not to gather on one signal.
    const signal = AbortSignal.any([this.#options.signal, ending]);
    const waited = await waitFor(() => this.#tryStart(server, signal), LINGER_SECONDS, signal);
    if (waited.kind === 'late') {
      throw late(
        waited,
        `${server} can’t be started again: it says that its address is in use, ${waited.waited} after it ended`,
      );
    }
  }

  async kill(server: string): Promise<void> {
    const program = this.#programs.get(server);
    if (program === undefined) {
      // It was stopped, or is no more; what it left behind may still be there.
      this.#tellLeft(server, this.#options.processes.killOf(server));
      return;
    }
    // While it lives it can be seen what it has started, whatever that has done to hide.
    this.#options.processes.find();
    await program.kill();
    this.#forget(server, program);
    // What left its group has outlived it, and may hold its port.
    this.#tellLeft(server, this.#options.processes.killOf(server));
  }

  /** Kills all servers at once. */
  async killAll(): Promise<void> {
    await Promise.all(this.#names.map((name) => this.kill(name)));
    // What can't be told to be one server's.
    this.#tellLeft('It', this.#options.processes.killAll());
  }

  async stop(server: string): Promise<ServerEnd> {
    const program = this.#programs.get(server);
    if (program === undefined) throw new RangeError(`${server} does not run`);
    // As before a kill.
    this.#options.processes.find();
    const end = await program.stop();
    this.#forget(server, program);
    return end;
  }

  tookPlace(server: string, taken: boolean): void {
    this.#options.onServer?.(server, taken ? 'impersonated' : 'down');
  }

  endOf(server: string): ServerEnd | undefined {
    return this.#programs.get(server)?.end ?? this.#ends.get(server);
  }

  outputOf(server: string): readonly string[] {
    const lines = this.#programs.get(server)?.output ?? this.#outputs.get(server) ?? [];
    return lines.map((line) => this.#withoutPlace(line));
  }

  get load(): number {
    return this.#options.load.now;
  }

  cpuSeconds(): number {
    return this.#options.watch.cpuSeconds();
  }

  floods(ms: number, signal: AbortSignal): Promise<boolean> {
    return this.#options.traffic.isFlood(ms, signal);
  }

  async writtenFiles(): Promise<readonly WrittenFile[]> {
    return readWritten(this.#options.folder, this.#asHandedIn);
  }

  /** Files of the submission itself that are other than they were handed in. */
  async changedOwnFiles(): Promise<string[]> {
    const written = await this.writtenFiles();
    return written.map(({ path }) => path).filter((path) => this.#asHandedIn.has(path));
  }

  /**
   * A server's group is killed with it. Who is still in there has only not come to its end yet, which takes a while on a
   * busy machine, or is a server that was being started: neither has outlived anything.
   */
  #tellLeft(whose: string, left: readonly MarkedProcess[]): void {
    if (left.some(({ group }) => !this.#groups.has(group))) this.#leftBehind.add(whose);
  }

  /** Where its copy lies is another place each time, and nobody's business. */
  #withoutPlace(line: string): string {
    return line.replaceAll(`${this.#options.folder}/`, '');
  }

  #forget(server: string, program: Program): void {
    if (program.end) this.#ends.set(server, program.end);
    this.#outputs.set(server, program.output);
    this.#programs.delete(server);
    this.#options.onServer?.(server, 'down');
  }

  /** Undefined: it has to be tried again. */
  async #tryStart(server: string, signal: AbortSignal): Promise<true | undefined> {
    const { topology, addresses, command, folder, temporary, env, watch, processes } = this.#options;
    const neighbours = new Map(neighboursOf(topology, server).map((name) => [name, this.addressOf(name)]));
    const starting = Program.start({
      name: server,
      address: addresses.get(server) ?? this.addressOf(server),
      neighbours,
      command,
      cwd: folder,
      temporary,
      env,
      processes,
      onProcess: (group) => this.#groups.add(group),
      onOutput: (bytes) => watch.printed(bytes),
      onLine: (text) => this.printed.add(server, this.#withoutPlace(text)),
      onEnd: () => this.#options.onServer?.(server, 'down'),
      signal,
    });
    const outcome = await starting.then(
      (program) => ({ program }),
      (thrown: unknown) => ({ thrown }),
    );
    if ('thrown' in outcome) {
      if (outcome.thrown instanceof Lingering) return undefined;
      throw outcome.thrown;
    }
    this.#programs.set(server, outcome.program);
    this.#options.onServer?.(server, 'up');
    return true;
  }
}
