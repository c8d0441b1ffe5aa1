/** The one owner of the bench's child processes: none outlives the bench, however it ends. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Address } from '../../src-shared/topology/topology.ts';

/** How long a peer may take until its port answers. */
const READY_LIMIT_MS = 20_000;
const READY_RETRY_MS = 20;
/** Characters of a child's stderr that are kept for its error. */
const KEPT_OUTPUT = 2_000;

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  /** The bench is ready to measure when all of these accept a connection. */
  readonly answers: readonly Address[];
}

/** A peer that runs: one or several processes. */
export interface Running {
  readonly pids: readonly number[];
  end(): Promise<void>;
}

export class Children {
  readonly #alive = new Set<ChildProcess>();
  readonly #signal: AbortSignal;
  readonly #killAll = (): void => {
    for (const child of this.#alive) child.kill('SIGKILL');
  };

  constructor(signal: AbortSignal) {
    this.#signal = signal;
    process.on('exit', this.#killAll);
    signal.addEventListener('abort', this.#killAll);
  }

  /** Starts all commands and waits until they answer. If one does not, none is left. */
  async start(commands: readonly Command[]): Promise<Running> {
    this.#signal.throwIfAborted();
    const children = commands.map((command) => this.#spawn(command));
    const end = async (): Promise<void> => {
      await Promise.all(children.map((child) => endOf(child.process)));
    };
    try {
      await Promise.all(
        children.flatMap((child, n) => commands[n]!.answers.map((address) => child.answering(address))),
      );
    } catch (error) {
      await end();
      throw error;
    }
    return { pids: children.map((child) => child.process.pid!), end };
  }

  /** Ends whatever still runs. */
  async endAll(): Promise<void> {
    await Promise.all([...this.#alive].map(endOf));
    process.off('exit', this.#killAll);
    this.#signal.removeEventListener('abort', this.#killAll);
  }

  #spawn(command: Command): Child {
    const { program, args } = command;
    // Should the bench be killed, its ends of these pipes close: Python peers end with their stdin, ours (which
    // reads commands there) and the bare server with descriptor 3.
    const started = spawn(program, args, { stdio: ['pipe', 'ignore', 'pipe', 'pipe'] });
    this.#alive.add(started);
    const gone = (): void => {
      this.#alive.delete(started);
    };
    started.on('exit', gone);
    started.on('error', gone);
    for (const pipe of started.stdio) pipe?.on('error', () => {});
    return new Child(started, [program, ...args].join(' '), this.#signal);
  }
}

class Child {
  readonly process: ChildProcess;
  readonly #title: string;
  readonly #signal: AbortSignal;
  #output = '';
  #failure: string | undefined;

  constructor(process: ChildProcess, title: string, signal: AbortSignal) {
    this.process = process;
    this.#title = title;
    this.#signal = signal;
    process.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#output = (this.#output + text).slice(-KEPT_OUTPUT);
    });
    process.on('error', (error) => {
      this.#failure = error.message;
    });
    // At `close`, not at `exit`: then all that it wrote has been read.
    process.on('close', (code, signalName) => {
      this.#failure = `it ended (${signalName ?? `exit code ${code}`})`;
    });
  }

  async answering(address: Address): Promise<void> {
    const deadline = performance.now() + READY_LIMIT_MS;
    while (!(await accepts(address))) {
      this.#signal.throwIfAborted();
      if (performance.now() > deadline) this.#failure ??= 'its port did not answer in time';
      if (this.#failure !== undefined) {
        throw new Error(`${this.#title}: ${this.#failure}. ${this.#output.trim()}`);
      }
      await delay(READY_RETRY_MS);
    }
  }
}

async function endOf(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

/** Whether something listens there. The connection is ended at once. */
function accepts({ host, port }: Address): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = new Socket();
    const answer = (yes: boolean): void => {
      socket.destroy();
      resolve(yes);
    };
    socket.once('connect', () => answer(true)).once('error', () => answer(false));
    socket.connect(port, host);
  });
}
