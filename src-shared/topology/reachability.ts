/**
 * The oracle: who can still hear whom when servers are down and links are cut. Every expectation about a
 * herd is computed here from the graph, never written down by hand.
 */
import { HerdError } from '../errors.ts';
import { type Link, type LinkId, linkId, type Topology } from './topology.ts';

/** What is broken in a herd. */
export interface Faults {
  /** Names of the servers that don't run. */
  readonly down?: ReadonlySet<string>;
  /** The links that are cut, as `linkId` writes them. */
  readonly cut?: ReadonlySet<LinkId>;
}

const NO_FAULTS: Faults = {};

/** The servers that are up, each with those it has a working link to. */
function workingNeighbours(topology: Topology, faults: Faults): Map<string, string[]> {
  const up = topology.servers.filter(({ name }) => !faults.down?.has(name));
  const neighbours = new Map<string, string[]>(up.map(({ name }) => [name, []]));
  for (const link of topology.links) {
    if (faults.cut?.has(linkId(link))) continue;
    const ofA = neighbours.get(link.a);
    const ofB = neighbours.get(link.b);
    if (ofA && ofB) {
      ofA.push(link.b);
      ofB.push(link.a);
    }
  }
  return neighbours;
}

/** Everything that can be walked to from `start`, itself included. */
function walk(neighbours: ReadonlyMap<string, readonly string[]>, start: string): Set<string> {
  const seen = new Set([start]);
  // A Set is iterated in the order of insertion, also over what is added meanwhile: it is the queue as well.
  for (const name of seen) {
    for (const next of neighbours.get(name) ?? []) seen.add(next);
  }
  return seen;
}

/** The groups of servers that still hear each other; servers that are down are in none. In the topology's order. */
export function components(topology: Topology, faults: Faults = NO_FAULTS): string[][] {
  const neighbours = workingNeighbours(topology, faults);
  const placed = new Set<string>();
  const groups: string[][] = [];
  for (const start of neighbours.keys()) {
    if (placed.has(start)) continue;
    const group = walk(neighbours, start);
    for (const name of group) placed.add(name);
    groups.push([...neighbours.keys()].filter((name) => group.has(name)));
  }
  return groups;
}

/**
 * The servers that hear what `server` is told, itself included; none when it is down itself.
 * @throws HerdError UNKNOWN_SERVER
 */
export function reachableFrom(topology: Topology, server: string, faults: Faults = NO_FAULTS): Set<string> {
  const names = topology.servers.map(({ name }) => name);
  if (!names.includes(server)) throw new HerdError('UNKNOWN_SERVER', { name: server, known: names });
  const neighbours = workingNeighbours(topology, faults);
  return neighbours.has(server) ? walk(neighbours, server) : new Set();
}

/** What ends every way to a server from beyond: where one of these were mended, it would hear more. */
export interface Hindrances {
  /** Links that are cut, between it or those that it hears and others. */
  readonly cut: readonly Link[];
  /** Names of servers that are down and linked to it or to those that it hears. */
  readonly down: readonly string[];
}

/** @throws HerdError UNKNOWN_SERVER */
export function hindrancesOf(topology: Topology, server: string, faults: Faults): Hindrances {
  const heard = reachableFrom(topology, server, faults);
  const border = topology.links.filter(({ a, b }) => heard.has(a) !== heard.has(b));
  const isCut = (link: Link): boolean => faults.cut?.has(linkId(link)) === true;
  const beyond = border.filter((link) => !isCut(link)).map(({ a, b }) => (heard.has(a) ? b : a));
  return { cut: border.filter(isCut), down: [...new Set(beyond)] };
}

/** Two servers, in the topology's order. */
export type ServerPair = readonly [string, string];

/** Every pair of servers, in the topology's order. */
export function pairsOf(topology: Topology): ServerPair[] {
  const names = topology.servers.map(({ name }) => name);
  return names.flatMap((first, place) => names.slice(place + 1).map((second) => [first, second] as const));
}

/**
 * The pairs of servers whose loss cuts the others apart.
 * Its cost grows with the cube of the number of servers: a second at some 300.
 */
export function splits(topology: Topology): ServerPair[] {
  return pairsOf(topology).filter((pair) => components(topology, { down: new Set(pair) }).length > 1);
}
