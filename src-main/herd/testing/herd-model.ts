/**
 * What each server must know, worked out from what was done to the herd and nothing else: the rule of the newest
 * update, applied to the groups of servers that can hear each other. It knows no sockets and no times.
 */
import { components } from '../../../src-shared/topology/reachability.ts';
import type { Topology } from '../../../src-shared/topology/topology.ts';

/** An AT line, taken apart. */
export interface Heard {
  readonly line: string;
  readonly origin: string;
  readonly diff: bigint;
  readonly client: string;
  readonly location: string;
  readonly timestamp: string;
  readonly time: bigint;
}

/** More digits than any decimal of a test has after its point. */
const SCALE = 120;

/** A decimal as a whole number of its smallest parts, to be compared with others. */
export function exact(decimal: string): bigint {
  const [whole = '', fraction = ''] = decimal.replace(/^[+-]/, '').split('.');
  const magnitude = BigInt(whole + fraction.padEnd(SCALE, '0'));
  return decimal.startsWith('-') ? -magnitude : magnitude;
}

export function heardFrom(line: string): Heard {
  const [keyword, origin, diff, client, location, timestamp, ...more] = line.split(' ');
  if (keyword !== 'AT' || timestamp === undefined || more.length > 0)
    throw new Error(`not an AT line: ${line}`);
  return {
    line,
    origin: origin as string,
    diff: exact(diff as string),
    client: client as string,
    location: location as string,
    timestamp,
    time: exact(timestamp),
  };
}

const order = <T>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);

/** Positive when `a` is to replace `b`: newer; of equal times the greater origin and location. 0: the same news. */
export function compareNews(a: Heard, b: Heard): number {
  return order(a.time, b.time) || order(a.origin, b.origin) || order(a.location, b.location);
}

/** As compareNews; of the same news the one that was heard sooner, then the greater text: never 0 for two lines. */
export function compareLines(a: Heard, b: Heard): number {
  return compareNews(a, b) || order(b.diff, a.diff) || order(a.line, b.line);
}

export class HerdModel {
  readonly topology: Topology;
  readonly up = new Set<string>();
  readonly paused = new Set<string>();
  readonly cut = new Set<string>();
  readonly #known = new Map<string, Map<string, Heard>>();

  constructor(topology: Topology) {
    this.topology = topology;
  }

  get names(): string[] {
    return this.topology.servers.map(({ name }) => name);
  }

  /** The servers that answer. */
  get answering(): string[] {
    return this.names.filter((name) => this.up.has(name) && !this.paused.has(name));
  }

  start(server: string): void {
    if (this.up.has(server)) return;
    this.up.add(server);
    this.#known.set(server, new Map());
  }

  /** Stopped or killed: what it alone knew is lost. */
  end(server: string): void {
    this.up.delete(server);
    this.paused.delete(server);
    this.#known.delete(server);
  }

  /** A client's report became this AT line at the server. */
  report(server: string, heard: Heard): void {
    const known = this.known(server, heard.client);
    if (known === undefined || compareNews(heard, known) > 0) this.#of(server).set(heard.client, heard);
  }

  known(server: string, client: string): Heard | undefined {
    return this.#of(server).get(client);
  }

  /** Lets everybody hear what they can. */
  flood(): void {
    const down = new Set(this.names.filter((name) => !this.answering.includes(name)));
    for (const group of components(this.topology, { down, cut: this.cut })) {
      const newest = new Map<string, Heard>();
      for (const server of group) {
        for (const [client, heard] of this.#of(server)) {
          const best = newest.get(client);
          if (best === undefined || compareLines(heard, best) > 0) newest.set(client, heard);
        }
      }
      for (const server of group) this.#known.set(server, new Map(newest));
    }
  }

  #of(server: string): Map<string, Heard> {
    const known = this.#known.get(server);
    if (known === undefined) throw new Error(`${server} does not run`);
    return known;
  }
}
