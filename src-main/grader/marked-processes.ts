/**
 * The processes of one herd, also those that left their process group. A process is the herd's if it was started with
 * the herd's mark in its environment, if it works in the herd's folder, or if one of the herd's started it: a program
 * that gives what it starts an environment of its own is still found by one of the others. What does away with all
 * three between two looks escapes. Where there is no /proc, none are seen, and only process groups are ended.
 */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { sep } from 'node:path';

export const MARK_VARIABLE = 'HERD_GRADING';
/** Every hosted program is told by it which server it is. */
const SERVER_VARIABLE = 'HERD_NAME';

export interface MarkedProcess {
  readonly pid: number;
  /** The group that it is in: the number of the process that leads it. */
  readonly group: number;
  /** Which server it is, or was started by; undefined: that can't be seen. */
  readonly server: string | undefined;
  readonly memoryBytes: number;
  /** CPU seconds used so far. */
  readonly cpuSeconds: number;
  /** Seconds since the system's start at which it was started. */
  readonly startedAt: number;
}

/** What Linux counts in, wherever Node runs. */
const TICKS_PER_SECOND = 100;
const PAGE_BYTES = 4_096;
/** After that a process that isn't the herd's is a stranger; before, it may be becoming a program, and shows nothing then. */
const STRANGER_MS = 3_000;
/** What is killed may start others meanwhile. */
const KILL_ROUNDS = 20;

/** Finds a herd's processes again and again, with little work for those of others. */
export class ProcessFinder {
  readonly #mark: string;
  readonly #folder: string;
  /** Processes that aren't the herd's, and when they were seen first. */
  #others = new Map<number, number>();
  /** Those of the last look. */
  #known = new Map<number, MarkedProcess>();

  /** @param folder where it alone works, with all its links resolved */
  constructor(mark: string, folder: string) {
    this.#mark = mark;
    this.#folder = folder;
  }

  /** Those of the last look, without a new one. */
  get knownPids(): Iterable<number> {
    return this.#known.keys();
  }

  find(): MarkedProcess[] {
    const now = performance.now();
    const others = new Map<number, number>();
    const found = new Map<number, MarkedProcess>();
    const unclear: Seen[] = [];
    for (const pid of pids()) {
      const since = this.#others.get(pid) ?? now;
      others.set(pid, since);
      const seen = now - since < STRANGER_MS ? lookAt(pid) : undefined;
      if (seen === undefined) continue;
      const own = this.#recognise(seen);
      if (own === undefined) unclear.push(seen);
      else found.set(pid, own);
    }
    const strangers = adopt(unclear, found);
    // Those that one of them started are told apart by server first.
    const atWork = strangers.filter(({ cwd }) => this.#isInFolder(cwd));
    for (const seen of atWork) found.set(seen.pid, ofServer(seen, undefined));
    if (atWork.length > 0) adopt(strangers, found);
    for (const pid of found.keys()) others.delete(pid);
    // Numbers that are gone are forgotten: they may be given to another.
    this.#others = others;
    this.#known = found;
    return [...found.values()];
  }

  /** Whether it is one of the herd's, or one of this server's. */
  has(pid: number, server?: string): boolean {
    const seen = lookAt(pid);
    const own = seen && (this.#recognise(seen) ?? this.find().find((one) => one.pid === pid));
    return own !== undefined && (server === undefined || own.server === server);
  }

  /** Kills what one of the herd's servers has left. Gives what there was. */
  killOf(server: string): MarkedProcess[] {
    return kill(() => this.find().filter((one) => one.server === server));
  }

  /** Kills all processes of the herd, and what they start meanwhile. Gives what there was. */
  killAll(): MarkedProcess[] {
    return kill(() => this.find());
  }

  /** By its mark, or because it was found before. */
  #recognise(seen: Seen): MarkedProcess | undefined {
    if (seen.variables.includes(`${MARK_VARIABLE}=${this.#mark}`)) {
      const server = seen.variables.find((one) => one.startsWith(`${SERVER_VARIABLE}=`));
      return ofServer(seen, server?.slice(SERVER_VARIABLE.length + 1));
    }
    const known = this.#known.get(seen.pid);
    return known?.startedAt === seen.startedAt ? ofServer(seen, known.server) : undefined;
  }

  #isInFolder(cwd: string): boolean {
    return cwd === this.#folder || cwd.startsWith(`${this.#folder}${sep}`);
  }
}

/** Adds to those that were found what they started, and what that did. Gives those that are left. */
function adopt(unclear: readonly Seen[], found: Map<number, MarkedProcess>): Seen[] {
  let left = [...unclear];
  for (let before = -1; left.length !== before; ) {
    before = left.length;
    left = left.filter((seen) => {
      const parent = found.get(seen.parent);
      if (parent !== undefined) found.set(seen.pid, ofServer(seen, parent.server));
      return parent === undefined;
    });
  }
  return left;
}

/** What a process shows of itself. */
interface Seen extends Omit<MarkedProcess, 'server'> {
  readonly parent: number;
  /** Those that it was started with, as `NAME=value`. */
  readonly variables: readonly string[];
  readonly cwd: string;
}

const ofServer = (
  { pid, group, memoryBytes, cpuSeconds, startedAt }: Seen,
  server: string | undefined,
): MarkedProcess => ({
  ...{ pid, group, server, memoryBytes, cpuSeconds, startedAt },
});

/** Undefined: it is gone. */
function lookAt(pid: number): Seen | undefined {
  try {
    const { state, ...use } = describe(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    // Killed, and not yet asked by its parent how it ended.
    if (state === 'Z' || state === 'X') return undefined;
    return { pid, ...use, ...readPrivate(pid) };
  } catch {
    return undefined;
  }
}

/** Of another user's, or one that hides itself, only its parent is known. */
function readPrivate(pid: number): Pick<Seen, 'variables' | 'cwd'> {
  try {
    const variables = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
    return { variables, cwd: readlinkSync(`/proc/${pid}/cwd`) };
  } catch {
    return { variables: [], cwd: '' };
  }
}

function pids(): number[] {
  try {
    return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []));
  } catch {
    return [];
  }
}

type Stat = Pick<Seen, 'parent' | 'group' | 'memoryBytes' | 'cpuSeconds' | 'startedAt'>;

function describe(stat: string): Stat & { readonly state: string } {
  // The program's name is in parentheses and may hold anything; what follows begins with the third field.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const field = (number: number): number => Number(fields[number - 3]);
  return {
    state: fields[0] ?? '',
    parent: field(4),
    group: field(5),
    memoryBytes: field(24) * PAGE_BYTES,
    cpuSeconds: (field(14) + field(15)) / TICKS_PER_SECOND,
    startedAt: field(22) / TICKS_PER_SECOND,
  };
}

function kill(find: () => readonly MarkedProcess[]): MarkedProcess[] {
  const killed = new Map<number, MarkedProcess>();
  for (let round = 0; round < KILL_ROUNDS; round++) {
    const found = find();
    if (found.length === 0) break;
    for (const one of found) {
      killed.set(one.pid, one);
      try {
        process.kill(one.pid, 'SIGKILL');
      } catch {
        // Gone already.
      }
    }
  }
  return [...killed.values()];
}
