/** One server of a submission as a process: started within limits, watched until it ends. */
import { type Address, formatAddress } from '../../src-shared/topology/topology.ts';
import { belongsTo, type Listener, listenersOn, portsListenedOnBy } from '../ground/port-holder.ts';
import { makeSurroundings, type Surroundings } from '../nodes/child-surroundings.ts';
import { readTemplate } from '../nodes/command-template.ts';
import { findProgram } from '../nodes/find-program.ts';
import { OutputTail } from '../nodes/output-tail.ts';
import { type ChildEnd, SupervisedChild } from '../nodes/supervised-child.ts';
import type { ServerEnd } from './herd-under-test.ts';
import { overloaded } from './late.ts';
import { GRADING_LIMITS } from './limits.ts';
import type { ProcessFinder } from './marked-processes.ts';
import { Budget, PATIENCE } from './patience.ts';
import { whenListening } from './readiness.ts';
import { isAboutFiles } from './submission-problem.ts';
import { CheckFailure, CheckUnknown, HinderedHere, LackingHere, ListensElsewhere } from './verdict.ts';

export interface ProgramOptions {
  readonly name: string;
  readonly address: Address;
  /** Where its neighbours listen, for {neighbours}. */
  readonly neighbours: ReadonlyMap<string, Address>;
  readonly command: string;
  readonly cwd: string;
  /** Where files that are made for it go. */
  readonly temporary: string;
  readonly env: NodeJS.ProcessEnv;
  /** Its process is there, and leads a group of its own. */
  readonly onProcess: (group: number) => void;
  /** Counts what it prints. */
  readonly onOutput: (bytes: number) => void;
  /** Gets each line that it prints. */
  readonly onLine: (text: string) => void;
  /** It has ended by itself after it was ready. */
  readonly onEnd: () => void;
  /** All processes of this herd. */
  readonly processes: ProcessFinder;
  readonly signal: AbortSignal;
}

const { dataKib, fileBlocks, openFiles } = GRADING_LIMITS;
/** Not of memory as such: Node and Java take hold of far more addresses than they use. */
const LIMIT = `ulimit -c 0; ulimit -f ${fileBlocks}; ulimit -d ${dataKib}; ulimit -n ${openFiles}; exec "$@"`;
/** The name by which the supervisor knows a shell's own messages from the program's. */
const LAUNCHER = 'herd-launcher';
/** Of those on which a server listens instead of its own: a program may listen on many. */
const MOST_PORTS_NAMED = 5;
const IN_USE = /address already in use|EADDRINUSE/i;

/** The program found its address in use by a connection of before that lingers: it can be tried again. */
export class Lingering extends Error {}

/** Counts what is printed beside keeping its last lines. */
class CountingTail extends OutputTail {
  readonly #onBytes: (bytes: number) => void;

  constructor({ onOutput, onLine }: Pick<ProgramOptions, 'onOutput' | 'onLine'>) {
    super((_, text) => onLine(text));
    this.#onBytes = onOutput;
  }

  override take(...[stream, chunk]: Parameters<OutputTail['take']>): void {
    super.take(stream, chunk);
    this.#onBytes(chunk.length);
  }
}

const statusOf = (end: ChildEnd): string => (end.kind === 'exit' ? end.how : `not run: ${end.reason}`);

export class Program {
  readonly name: string;
  readonly address: Address;
  readonly #options: ProgramOptions;
  readonly #began = performance.now();
  readonly #tail: CountingTail;
  #child!: SupervisedChild;
  #surroundings!: Surroundings;
  /** How it ended by itself. */
  #end: ServerEnd | undefined;
  #asked = false;

  private constructor(options: ProgramOptions) {
    this.name = options.name;
    this.address = options.address;
    this.#options = options;
    this.#tail = new CountingTail(options);
  }

  /**
   * Resolves when its port answers.
   * @throws CheckFailure, with what it printed last; CheckUnknown when it is the machine's fault; Lingering
   */
  static async start(options: ProgramOptions): Promise<Program> {
    const program = new Program(options);
    await program.#spawn();
    try {
      await program.#ready();
      return program;
    } catch (thrown) {
      await program.kill();
      throw program.#metLingering ? new Lingering() : thrown;
    }
  }

  get isRunning(): boolean {
    return this.#child.isAlive;
  }

  get end(): ServerEnd | undefined {
    return this.#end;
  }

  get output(): readonly string[] {
    return this.#tail.lines;
  }

  /** Whether it said that its address is in use, though nobody listens there. */
  get #metLingering(): boolean {
    return this.#saysInUse && this.#listeners?.length === 0;
  }

  get #saysInUse(): boolean {
    return this.output.some((line) => IN_USE.test(line));
  }

  /** Undefined where the system doesn't tell. */
  get #listeners(): readonly Listener[] | undefined {
    const found = listenersOn(this.address.port, this.address.host);
    return found.kind === 'told' ? found.listeners : undefined;
  }

  async kill(): Promise<void> {
    this.#asked = true;
    await this.#child.kill();
    await this.#tidy();
  }

  /** SIGTERM; SIGKILL when that has not worked in time. */
  async stop(): Promise<ServerEnd> {
    this.#asked = true;
    const began = performance.now();
    let late: Pick<ServerEnd, 'how' | 'overloaded'> | undefined;
    const budget = new Budget(PATIENCE.end);
    budget.onSpent(() => {
      late = { how: 'had to be killed', overloaded: budget.overloaded };
      this.#child.signal('SIGKILL');
    });
    this.#child.signal('SIGTERM');
    const end = await this.#child.ended;
    budget.end();
    await this.#tidy();
    const seconds = (performance.now() - began) / 1_000;
    return { how: 'when asked', ...late, status: statusOf(end), seconds };
  }

  async #spawn(): Promise<void> {
    const { name, address, neighbours, command, cwd, env, temporary } = this.#options;
    const template = readTemplate(name, command);
    this.#surroundings = await makeSurroundings(name, address, neighbours, temporary).catch(
      (error: unknown) => {
        if (!isAboutFiles(error)) throw error;
        // It was there when the grading began: a herd that takes it away ends its own grading, not a class's.
        throw new CheckUnknown(
          `the grader’s folder for ${name} can’t be used any more: ${(error as Error).message}`,
        );
      },
    );
    const { program, args } = template.words(this.#surroundings.values);
    const found = await findProgram(program, cwd, env['PATH'] ?? '');
    if ('reason' in found) {
      await this.#tidy();
      throw new LackingHere(`the program “${program}” could not be run: ${found.reason}`);
    }
    this.#child = new SupervisedChild(
      {
        program: process.platform === 'win32' ? found.path : '/bin/sh',
        args: process.platform === 'win32' ? args : ['-c', LIMIT, LAUNCHER, found.path, ...args],
        cwd,
        env: { ...env, ...this.#surroundings.env },
        folder: this.#surroundings.folder,
      },
      this.#tail,
    );
    this.#options.onProcess(this.#child.pid);
    void this.#child.ended.then(async (end) => {
      if (this.#asked) return;
      this.#end = {
        how: 'by itself',
        status: statusOf(end),
        seconds: (performance.now() - this.#began) / 1_000,
      };
      this.#options.onEnd();
      await this.#tidy();
    });
  }

  /** What it has made unremovable goes with the whole folder of the grading. */
  async #tidy(): Promise<void> {
    await this.#surroundings.remove().catch(() => {});
  }

  async #ready(): Promise<void> {
    const { name, address, cwd, signal } = this.#options;
    const hopeless = new AbortController();
    const giveUp = () => hopeless.abort();
    const budget = new Budget(PATIENCE.start);
    budget.onSpent(giveUp);
    void this.#child.ended.then(giveUp);
    const { pid } = this.#child;
    const isOwn = (other: number): boolean =>
      belongsTo(other, pid) || this.#options.processes.has(other, name);
    // Combined, not listened to: it is the signal of all servers of all herds, whose listeners would gather on it.
    const ending = AbortSignal.any([signal, hopeless.signal]);
    const seen = await whenListening(address, pid, isOwn, ending);
    budget.end();
    signal.throwIfAborted();
    // Where its copy lies is another place each time, and nobody's business.
    const last = this.output.slice(-12).map((line) => line.replaceAll(`${cwd}/`, ''));
    const printed = last.length === 0 ? 'it printed nothing' : `it printed:\n${last.join('\n')}`;
    if (seen.kind === 'taken') throw this.#taken(seen.by);
    if (!this.isRunning) {
      const [holder] = (this.#saysInUse && this.#listeners) || [];
      if (holder !== undefined) throw this.#taken(holder);
      const missing = this.#missingModule();
      if (missing !== undefined) {
        throw new LackingHere(
          `${name} imports the Python module “${missing}”, which isn’t installed here; it may also be a file, ${missing}.py, that was not handed in`,
        );
      }
      throw new CheckFailure(`${name} ended at its start (${statusOf(await this.#child.ended)}); ${printed}`);
    }
    if (seen.kind === 'given-up') {
      const late = `${name} did not listen on ${formatAddress(address)} within ${budget.waited}`;
      if (budget.overloaded) throw overloaded(late);
      if (this.#listensThere) {
        const where = `it listens on that port of another address than ${address.host}`;
        throw new CheckFailure(`${late}; ${where}; ${printed}`);
      }
      const ports = this.#portsInstead;
      if (ports.length === 0) throw new CheckFailure(`${late}; ${printed}`);
      throw new ListensElsewhere(
        `${late}; it listens on ${ports.join(' and ')} instead; ${printed}`,
        name,
        ports,
      );
    }
  }

  /** Its port has another listener: the herd's own doing, or somebody else's. */
  #taken({ pid, program }: Listener): Error {
    const where = `port ${this.address.port} of ${this.name}`;
    return this.#options.processes.has(pid)
      ? new CheckFailure(`${where} is already listened on by another process of the herd itself`)
      : new HinderedHere(`${where} is in use by ${program} (pid ${pid})`);
  }

  /** A module that Python did not find: that is this machine's lack, unless the submission should have brought it. */
  #missingModule(): string | undefined {
    const found = this.output.map(
      (line) => /^ModuleNotFoundError: No module named '([^'.]+)/.exec(line)?.[1],
    );
    return found.findLast((module) => module !== undefined);
  }

  /** Whether its port is listened on by it at an address of this machine that we don't ask. */
  get #listensThere(): boolean {
    const found = listenersOn(this.address.port);
    return found.kind === 'told' && found.listeners.some(({ pid }) => belongsTo(pid, this.#child.pid));
  }

  get #portsInstead(): number[] {
    const { processes, name } = this.#options;
    const own = processes.find().filter(({ server }) => server === name);
    return portsListenedOnBy(own.map(({ pid }) => pid)).slice(0, MOST_PORTS_NAMED);
  }
}
