/**
 * Watches what a herd uses while it is graded, and stops it when it is too much: processes, memory, disk, output; and
 * the circuit breaker: a herd that works on at full speed and whose servers go on telling each other something while
 * nobody asks them anything floods for ever.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { bytesOf, lookInto } from './folder-watch.ts';
import type { HerdTraffic } from './herd-traffic.ts';
import { GRADING_LIMITS } from './limits.ts';
import type { MarkedProcess, ProcessFinder } from './marked-processes.ts';
import { machineLoad } from './patience.ts';

export type TripKind = 'storm' | 'processes' | 'memory' | 'disk' | 'output';

export interface Trip {
  readonly kind: TripKind;
  /** One sentence. */
  readonly reason: string;
}

const LOOK_MS = 500;
/** What starting takes is no storm. */
const YOUNG_SECONDS = 2;
/** Cores that a herd uses while it storms; less when others want them too, but never as little as redialling takes. */
const STORM_CORES = { idle: 0.5, least: 0.2 } as const;
/** So many looks in a row with that much work raise the suspicion; then nothing is asked for so many looks. */
const SUSPECT_LOOKS = 5;
const CALM_LOOKS = 3;
/** So many before a herd is ended are reason enough to look. */
const HARD_LOOKS = 2;
/** Looks until the same herd is suspected again. */
const REST_LOOKS = 20;

export class Watch {
  readonly #processes: ProcessFinder;
  readonly #folder: string;
  readonly #traffic: HerdTraffic;
  readonly #onTrip: (trip: Trip) => void;
  readonly #end = new AbortController();
  readonly #done: Promise<void>;
  #outputBytes = 0;
  #tripped = false;
  /** So many looks in a row the herd was at hard work. */
  #hot = 0;
  #looking: Promise<void> | undefined;
  #gate: Promise<void> = Promise.resolve();
  #openGate: () => void = () => {};

  constructor(processes: ProcessFinder, folder: string, traffic: HerdTraffic, onTrip: (trip: Trip) => void) {
    this.#traffic = traffic;
    this.#processes = processes;
    this.#folder = folder;
    this.#onTrip = onTrip;
    this.#done = this.#watch().catch(() => {});
  }

  /** Resolves at once, or when a suspicion has been looked into for which the herd must be left alone. */
  get gate(): Promise<void> {
    return this.#gate;
  }

  printed(bytes: number): void {
    this.#outputBytes += bytes;
    const most = GRADING_LIMITS.outputBytes;
    if (this.#outputBytes > most) this.#trip('output', `the herd printed more than ${inMiB(most)}`);
  }

  /** The herd was stopped and is watched anew. */
  reset(): void {
    this.#outputBytes = 0;
    this.#tripped = false;
    this.#hot = 0;
  }

  /** Looks at once, for who is about to believe that nothing was too much. */
  async look(): Promise<void> {
    this.#checkUse(this.#processes.find());
    await this.#checkDisk();
  }

  /**
   * Looks into a storm that may be too young for a suspicion, or ends the look that is being taken: before a herd is
   * ended that just now worked hard.
   */
  async lookBeforeEnd(): Promise<void> {
    if (this.#tripped || (this.#looking === undefined && this.#hot < HARD_LOOKS)) return;
    await this.#lookIntoStorm(this.#end.signal);
  }

  cpuSeconds(): number {
    return this.#processes.find().reduce((sum, one) => sum + one.cpuSeconds, 0);
  }

  async close(): Promise<void> {
    this.#end.abort();
    this.#openGate();
    await this.#done;
  }

  #trip(kind: TripKind, reason: string): void {
    if (this.#tripped) return;
    this.#tripped = true;
    this.#onTrip({ kind, reason });
  }

  async #watch(): Promise<void> {
    const { signal } = this.#end;
    let rest = 0;
    let before = new Map<number, MarkedProcess>();
    while (!signal.aborted) {
      const began = performance.now();
      await delay(LOOK_MS, undefined, { signal });
      const seconds = (performance.now() - began) / 1_000;
      const processes = this.#processes.find();
      this.#checkUse(processes);
      await this.#checkDisk();
      const cores = usedSince(before, processes) / seconds;
      before = byPid(processes);
      rest = Math.max(0, rest - 1);
      this.#hot = cores >= stormCores() ? this.#hot + 1 : 0;
      if (this.#hot < SUSPECT_LOOKS || rest > 0) continue;
      this.#hot = 0;
      rest = REST_LOOKS;
      await this.#lookIntoStorm(signal);
    }
  }

  #checkUse(processes: readonly MarkedProcess[]): void {
    const { processes: mostProcesses, memoryBytes } = GRADING_LIMITS;
    if (processes.length > mostProcesses) {
      this.#trip('processes', `the herd had ${processes.length} processes, more than ${mostProcesses}`);
    }
    const memory = processes.reduce((sum, one) => sum + one.memoryBytes, 0);
    if (memory > memoryBytes) {
      this.#trip('memory', `the herd used ${inMiB(memory)} of memory, more than ${inMiB(memoryBytes)}`);
    }
  }

  async #checkDisk(): Promise<void> {
    const { diskBytes, files } = GRADING_LIMITS;
    const { files: state, entries, hidden } = await lookInto(this.#folder, { most: files + 1 });
    if (entries > files) this.#trip('disk', `the herd made more than ${files} files and folders`);
    if (hidden !== undefined) this.#trip('disk', `the herd hid what it wrote: ${hidden}`);
    const bytes = bytesOf(state);
    if (bytes > diskBytes)
      this.#trip('disk', `the herd’s files take ${inMiB(bytes)}, more than ${inMiB(diskBytes)}`);
  }

  /** At most one at a time. */
  #lookIntoStorm(signal: AbortSignal): Promise<void> {
    this.#looking ??= this.#waitForCalm(signal).finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  /** Nothing is asked meanwhile. A herd that rests now was only busy with what it was asked. */
  async #waitForCalm(signal: AbortSignal): Promise<void> {
    this.#gate = new Promise((resolve) => {
      this.#openGate = resolve;
    });
    try {
      // What was asked before is being answered in the first look.
      for (let look = 0; look < CALM_LOOKS; look++) {
        const before = byPid(this.#processes.find());
        const began = performance.now();
        const isFlood = await this.#traffic.isFlood(LOOK_MS, signal);
        const seconds = (performance.now() - began) / 1_000;
        const cores = usedSince(before, this.#processes.find()) / seconds;
        if (cores < stormCores() || !isFlood) {
          if (look > 0) return;
        } else if (look === CALM_LOOKS - 1) {
          this.#trip(
            'storm',
            'the herd floods for ever: its servers went on sending to each other while nobody asked them anything',
          );
        }
      }
    } finally {
      this.#openGate();
    }
  }
}

const stormCores = (): number => Math.max(STORM_CORES.least, STORM_CORES.idle / machineLoad());

const inMiB = (bytes: number): string => `${Math.round(bytes / (1024 * 1024))} MiB`;

const byPid = (processes: readonly MarkedProcess[]): Map<number, MarkedProcess> =>
  new Map(processes.map((one) => [one.pid, one]));

/** CPU seconds that processes used since they were looked at; what has just been started doesn't count. */
function usedSince(before: ReadonlyMap<number, MarkedProcess>, now: readonly MarkedProcess[]): number {
  const uptime = upSeconds();
  return now.reduce((sum, { pid, cpuSeconds, startedAt }) => {
    const old = before.get(pid);
    return old && uptime - startedAt > YOUNG_SECONDS ? sum + cpuSeconds - old.cpuSeconds : sum;
  }, 0);
}

function upSeconds(): number {
  try {
    return Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0]);
  } catch {
    return 0;
  }
}
