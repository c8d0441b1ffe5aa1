/**
 * How much slower than alone a herd can be through no fault of its own. What others keep running slows it down, and so
 * do its own servers, each of which may work at the same time; what more of its own threads want to run is its own
 * doing: a herd whose threads spin is not given the time that they take from it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { asLoad, runnableProcesses } from './patience.ts';

/** Threads are counted so often at the most: a herd may have many. */
const LOOK_MS = 200;

/** What wants to run at a moment: all, and of that the herd's own. */
export interface Crowd {
  readonly all: number;
  readonly own: number;
}

export interface HerdLoadOptions {
  /** Its processes, as far as they have been seen: what hasn't is taken for others'. */
  readonly pids: () => Iterable<number>;
  /** So many of its own threads are no fault of its. */
  readonly servers: number;
  /** For tests. */
  readonly cores?: number;
  readonly look?: () => Crowd;
}

export class HerdLoad {
  readonly #servers: number;
  readonly #cores: number;
  readonly #look: () => Crowd;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #crowd: Crowd = { all: 0, own: 0 };

  constructor({ pids, servers, cores = availableParallelism(), look }: HerdLoadOptions) {
    this.#servers = servers;
    this.#cores = cores;
    this.#look = look ?? (() => crowdWith(pids(), cores));
  }

  /** With its servers' own work, as far as that may be: for what the herd is waited for. */
  get now(): number {
    const { all, own } = this.#current;
    return asLoad(all - Math.max(0, own - this.#servers), this.#cores);
  }

  /** Of others' work alone: nothing that a herd does makes this more. */
  get ofOthers(): number {
    const { all, own } = this.#current;
    return asLoad(all - own, this.#cores);
  }

  get #current(): Crowd {
    const now = performance.now();
    if (now - this.#lookedAt >= LOOK_MS) {
      this.#lookedAt = now;
      this.#crowd = this.#look();
    }
    return this.#crowd;
  }
}

/** Where there are cores enough for all, nobody's threads are counted. */
function crowdWith(pids: Iterable<number>, cores: number): Crowd {
  const all = runnableProcesses();
  return { all, own: all <= cores ? 0 : runnableThreads(pids) };
}

/** How many threads of these processes run or want to. */
export function runnableThreads(pids: Iterable<number>): number {
  let count = 0;
  for (const pid of pids) for (const thread of threadsOf(pid)) if (isRunnable(pid, thread)) count++;
  return count;
}

function threadsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    // It has ended.
    return [];
  }
}

function isRunnable(pid: number, thread: string): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/task/${thread}/stat`, 'utf8');
    // The name in parentheses may hold anything; the state stands after it.
    return stat.startsWith('R', stat.lastIndexOf(')') + 2);
  } catch {
    return false;
  }
}
