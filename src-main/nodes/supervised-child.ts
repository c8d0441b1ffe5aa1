/**
 * A child process that cannot outlive us, however we end, SIGKILL included.
 *
 * Three processes. The child leads a session and process group of its own, so that one signal reaches all
 * that it starts. It begins as a small shell that waits on a pipe from us (its gate) before it becomes the
 * program. A watcher, in another session so that stopping the child's group doesn't stop it, waits on a
 * second pipe and kills the child's group when that ends. Whenever we end, both pipes end: before the gate
 * was opened the child goes by itself, after it the watcher, which was there first, kills it.
 *
 * What puts itself into a session of its own (a daemon) escapes this. On Windows, which has neither
 * groups nor signals, the program is a plain child: it is ended with us only when we can do it ourselves.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import type { Writable } from 'node:stream';
import type { OutputTail } from './output-tail.ts';

/** Names the shell in its own messages, so that they are told from the program's. */
const LAUNCHER = 'herd-launcher';
const GATE = 'read -r go <&3 || exit 0; exec "$@" 3<&-';
/** No `--` before the group: dash takes it for a process there. */
const WATCH = 'read -r never; kill -KILL "-$1"; rm -rf -- "$2"';
const SHELL = '/bin/sh';
/** For the pipes of a child that has ended: something that escaped its group may hold them open. */
const PIPES_END_MS = 1_000;

export interface ChildCommand {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** A folder made for it alone, which the watcher takes away when we have ended without doing so. */
  readonly folder: string;
}

/** How a child ended: by itself or a signal, or it never became the program. */
export type ChildEnd =
  | { readonly kind: 'exit'; readonly how: string }
  | { readonly kind: 'not-run'; readonly reason: string };

const isWindows = process.platform === 'win32';

function spawnGated(command: ChildCommand): ChildProcess {
  const options = { cwd: command.cwd, env: command.env, windowsHide: true };
  if (isWindows)
    return spawn(command.program, command.args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  return spawn(SHELL, ['-c', GATE, LAUNCHER, command.program, ...command.args], {
    ...options,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    detached: true,
  });
}

const spawnWatcher = (group: number, folder: string): ChildProcess =>
  spawn(SHELL, ['-c', WATCH, 'herd-watcher', String(group), folder], {
    cwd: '/',
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });

/** Resolves when a process has ended and its pipes are read to their end; at once if it was never there. */
function ended(child: ChildProcess, onExit: () => void): Promise<void> {
  return new Promise((resolve) => {
    if (child.pid === undefined) {
      child.once('error', () => resolve());
      return;
    }
    child.on('error', () => {});
    child.once('exit', () => {
      onExit();
      const timer = setTimeout(() => {
        child.stdout?.destroy();
        child.stderr?.destroy();
      }, PIPES_END_MS);
      child.once('close', () => {
        clearTimeout(timer);
        resolve();
      });
    });
  });
}

export class SupervisedChild {
  /** Resolves when the child and all of its group are gone. Never rejects. */
  readonly ended: Promise<ChildEnd>;
  readonly #child: ChildProcess;
  readonly #watcher: ChildProcess | undefined;
  readonly #tail: OutputTail;
  #failure: string | undefined;
  #end: ChildEnd | undefined;

  constructor(command: ChildCommand, tail: OutputTail) {
    this.#tail = tail;
    const child = spawnGated(command);
    this.#child = child;
    child.on('error', (error) => {
      this.#failure ??= error.message;
    });
    child.stdout?.on('data', (chunk: Buffer) => tail.take('stdout', chunk));
    child.stderr?.on('data', (chunk: Buffer) => tail.take('stderr', chunk));
    const childEnded = ended(child, () => this.#sweep());
    if (!isWindows && child.pid !== undefined)
      this.#watcher = this.#openGate(child, child.pid, command.folder);
    this.ended = childEnded.then(() => this.#finish());
  }

  /** 0 if it could not be started at all; `ended` says why. */
  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** How it ended; undefined while it runs. */
  get end(): ChildEnd | undefined {
    return this.#end;
  }

  get isAlive(): boolean {
    return this.#child.pid !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Sends a signal to the child and all that it started; nothing once it has ended. */
  signal(signal: NodeJS.Signals): void {
    if (!this.isAlive) return;
    if (isWindows) this.#child.kill(signal);
    else this.#signalGroup(signal);
  }

  /** At once, and works on a paused one too. Resolves when it is gone. */
  async kill(): Promise<void> {
    this.signal('SIGKILL');
    await this.ended;
  }

  /**
   * Asks it to end, and kills it when it has not done so after `graceMs`. Resolves when it is gone.
   * A paused one is woken, or it could not hear the question.
   */
  async stop(graceMs: number): Promise<void> {
    this.signal('SIGTERM');
    if (!isWindows) this.signal('SIGCONT');
    const timer = setTimeout(() => this.signal('SIGKILL'), graceMs);
    await this.ended;
    clearTimeout(timer);
  }

  #openGate(child: ChildProcess, group: number, folder: string): ChildProcess {
    const watcher = spawnWatcher(group, folder);
    watcher.stdin?.on('error', () => {});
    const gate = child.stdio[3] as Writable;
    gate.on('error', () => {});
    if (watcher.pid === undefined) {
      watcher.once('error', (error) => {
        this.#failure ??= `Its watcher could not be started: ${error.message}`;
      });
      gate.destroy();
    } else {
      gate.end('go\n');
    }
    return watcher;
  }

  #signalGroup(signal: NodeJS.Signals): void {
    try {
      process.kill(-this.pid, signal);
    } catch {
      // Gone between our look and the signal.
    }
  }

  /** What the child started and left behind goes with it. A group's number isn't given anew while it has members. */
  #sweep(): void {
    if (!isWindows) this.#signalGroup('SIGKILL');
  }

  async #finish(): Promise<ChildEnd> {
    this.#tail.end('stdout');
    this.#tail.end('stderr');
    if (this.#watcher?.pid !== undefined) {
      const gone = ended(this.#watcher, () => {});
      this.#watcher.kill('SIGKILL');
      await gone;
    }
    this.#end = this.#describeEnd();
    return this.#end;
  }

  #describeEnd(): ChildEnd {
    const { exitCode, signalCode } = this.#child;
    if (this.#failure !== undefined) return { kind: 'not-run', reason: this.#failure };
    const notRun = this.#tail.lines.find((line) => line.startsWith(`${LAUNCHER}: `));
    if ((exitCode === 126 || exitCode === 127) && notRun !== undefined) {
      return { kind: 'not-run', reason: notRun.slice(LAUNCHER.length + 2) };
    }
    return { kind: 'exit', how: signalCode === null ? `exit code ${exitCode}` : `signal ${signalCode}` };
  }
}
