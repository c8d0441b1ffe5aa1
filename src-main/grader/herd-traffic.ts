/**
 * What a herd's servers say to each other, seen from outside: in the system's table of connections, by the ports on which
 * they listen, so that what else uses the network is not taken for theirs. What the grader itself has to do with them is
 * left out. The table doesn't tell how much goes over a connection; it tells which ones there are, and where bytes wait
 * to be taken at this moment.
 */
import { readdirSync, readlinkSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

/** Between two looks, in ms, at the least; and as a multiple of what a look takes, for the table may be long. */
const PAUSE = { leastMs: 5, looks: 0.5 } as const;
/** So many looks are taken, however long that is. */
const LEAST_LOOKS = 6;
/** New connections in a second that are more than redialling and asking now and then how a neighbour is. */
const FLOOD_CONNECTIONS = 40;
/** Of the looks, those that must see bytes on their way: between servers at rest they are there for a moment only. */
const FLOOD_SHARE = 0.1;
/** So many of them at the least: one may be chance. */
const FLOOD_LOOKS = 2;

const TABLES = ['/proc/net/tcp', '/proc/net/tcp6'] as const;
/** Its ports, its state, the bytes that wait to be sent and taken, and its number. */
const ROW =
  /: [0-9A-F]+:([0-9A-F]{4}) [0-9A-F]+:([0-9A-F]{4}) ([0-9A-F]{2}) ([0-9A-F]{8}:[0-9A-F]{8}) \S+ +\S+ +\d+ +\d+ +(\d+)/g;
const LISTENING = '0A';
const NOTHING_WAITS = '00000000:00000000';

/** Counts over several looks at the table. */
export class TrafficCount {
  readonly #ports: ReadonlySet<number>;
  /** Connections that an end of is the grader's. */
  readonly #ours = new Set<string>();
  #known: Set<string> | undefined;
  #waiting = new Map<string, string>();
  #looks = 0;
  #moving = 0;
  #fresh = 0;

  constructor(ports: ReadonlySet<number>) {
    this.#ports = ports;
  }

  /** @param ours numbers of the grader's own ends */
  look(table: string, ours: ReadonlySet<string>): void {
    const seen = new Set<string>();
    const waiting = new Map<string, string>();
    for (const [, local = '', remote = '', state, bytes = '', number = ''] of table.matchAll(ROW)) {
      if (state === LISTENING || !(this.#isTheirs(local) || this.#isTheirs(remote))) continue;
      const connection = local < remote ? `${local} ${remote}` : `${remote} ${local}`;
      if (ours.has(number)) this.#ours.add(connection);
      seen.add(connection);
      if (bytes !== NOTHING_WAITS) waiting.set(`${local} ${remote}`, bytes);
    }
    for (const key of waiting.keys()) {
      if (this.#ours.has(key) || this.#ours.has(key.split(' ').reverse().join(' '))) waiting.delete(key);
    }
    this.#looks++;
    if (this.#known === undefined) this.#known = new Set(seen);
    else {
      if (differ(this.#waiting, waiting)) this.#moving++;
      for (const connection of seen) {
        if (this.#known.has(connection)) continue;
        this.#known.add(connection);
        if (!this.#ours.has(connection)) this.#fresh++;
      }
    }
    this.#waiting = waiting;
  }

  /** Whether what was seen in so many seconds is a flood that goes on. */
  isFlood(seconds: number): boolean {
    if (this.#fresh >= FLOOD_CONNECTIONS * seconds) return true;
    return this.#moving >= Math.max(FLOOD_LOOKS, FLOOD_SHARE * this.#looks);
  }

  #isTheirs(port: string): boolean {
    return this.#ports.has(Number.parseInt(port, 16));
  }
}

const differ = (before: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): boolean =>
  before.size !== now.size || [...now].some(([key, bytes]) => before.get(key) !== bytes);

export class HerdTraffic {
  readonly #ports: ReadonlySet<number>;

  constructor(ports: Iterable<number>) {
    this.#ports = new Set(ports);
  }

  /** Looks for so long, or a little longer, whether its servers flood each other. Nobody may ask them anything meanwhile. */
  async isFlood(ms: number, signal: AbortSignal): Promise<boolean> {
    const count = new TrafficCount(this.#ports);
    const began = performance.now();
    for (let looks = 1; ; looks++) {
      const looked = performance.now();
      const tables = await Promise.all(TABLES.map(read));
      signal.throwIfAborted();
      count.look(tables.join('\n'), ownSockets());
      const now = performance.now();
      if (now - began >= ms && looks >= LEAST_LOOKS) return count.isFlood((now - began) / 1_000);
      await delay(Math.max(PAUSE.leastMs, (now - looked) * PAUSE.looks), undefined, { signal });
    }
  }
}

const read = (table: string): Promise<string> => readFile(table, 'utf8').catch(() => '');

/** The numbers of this process's sockets. */
function ownSockets(): Set<string> {
  const numbers = new Set<string>();
  try {
    for (const file of readdirSync('/proc/self/fd')) {
      const socket = /^socket:\[(\d+)\]$/.exec(linkOf(file));
      if (socket?.[1] !== undefined) numbers.add(socket[1]);
    }
  } catch {
    // Not told here.
  }
  return numbers;
}

function linkOf(file: string): string {
  try {
    return readlinkSync(`/proc/self/fd/${file}`);
  } catch {
    // Closed meanwhile.
    return '';
  }
}
