/**
 * The processes of one herd, also those that left their process group: all that were started with a mark in their
 * environment. Where there is no /proc, none are seen, and only process groups are ended.
 */
import { readdirSync, readFileSync } from 'node:fs';

export const MARK_VARIABLE = 'HERD_GRADING';
/** Every hosted program is told by it which server it is. */
const SERVER_VARIABLE = 'HERD_NAME';

export interface MarkedProcess {
  readonly pid: number;
  readonly memoryBytes: number;
  /** CPU seconds used so far. */
  readonly cpuSeconds: number;
  /** Seconds since the system's start at which it was started. */
  readonly startedAt: number;
}

/** What Linux counts in, wherever Node runs. */
const TICKS_PER_SECOND = 100;
const PAGE_BYTES = 4_096;

/** All processes of the herd. */
export function markedProcesses(mark: string): MarkedProcess[] {
  return pids().flatMap((pid) => lookAt(pid, mark));
}

/** The process, if it bears the mark. */
function lookAt(pid: number, mark: string): MarkedProcess[] {
  try {
    return isMarked(pid, mark) ? [describe(pid, readFileSync(`/proc/${pid}/stat`, 'utf8'))] : [];
  } catch {
    // Ended while we looked.
    return [];
  }
}

/** After that a process without the mark is a stranger; before, it may be becoming a program, and shows nothing then. */
const STRANGER_MS = 3_000;

/** Finds a herd's processes again and again, with little work for those of others. */
export class ProcessFinder {
  readonly mark: string;
  /** Processes without the mark, and when they were seen first. */
  #others = new Map<number, number>();

  constructor(mark: string) {
    this.mark = mark;
  }

  find(): MarkedProcess[] {
    const now = performance.now();
    const others = new Map<number, number>();
    const found = pids().flatMap((pid) => {
      const since = this.#others.get(pid) ?? now;
      if (now - since < STRANGER_MS) {
        const [process] = lookAt(pid, this.mark);
        if (process !== undefined) return [process];
      }
      others.set(pid, since);
      return [];
    });
    // Numbers that are gone are forgotten: they may be given to another.
    this.#others = others;
    return found;
  }

  /** Kills what one of the herd's servers has left. Gives how many there were. */
  killOf(server: string): number {
    return killAll(() => this.find().filter(({ pid }) => isMarked(pid, this.mark, server)));
  }
}

export function isMarked(pid: number, mark: string, server?: string): boolean {
  try {
    const variables = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
    const isServers = server === undefined || variables.includes(`${SERVER_VARIABLE}=${server}`);
    return isServers && variables.includes(`${MARK_VARIABLE}=${mark}`);
  } catch {
    // Ended, or another user's.
    return false;
  }
}

function pids(): number[] {
  try {
    return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []));
  } catch {
    return [];
  }
}

function describe(pid: number, stat: string): MarkedProcess {
  // The program's name is in parentheses and may hold anything; what follows begins with the third field.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const field = (number: number): number => Number(fields[number - 3]);
  return {
    pid,
    memoryBytes: field(24) * PAGE_BYTES,
    cpuSeconds: (field(14) + field(15)) / TICKS_PER_SECOND,
    startedAt: field(22) / TICKS_PER_SECOND,
  };
}

/** Kills all processes of the herd, and what they start meanwhile. */
export function killMarked(mark: string): void {
  killAll(() => markedProcesses(mark));
}

function killAll(find: () => readonly MarkedProcess[]): number {
  const killed = new Set<number>();
  for (let round = 0; round < 20; round++) {
    const found = find();
    if (found.length === 0) break;
    for (const { pid } of found) {
      killed.add(pid);
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // Gone already.
      }
    }
  }
  return killed.size;
}
