/** Whether two topologies are the same herd: the same servers in the same order, the same links in any. */
import type { Topology } from './topology.ts';

/** Ids, titles, addresses and commands don't count. */
export function isSameShape(one: Topology, other: Topology): boolean {
  return shapeOf(one) === shapeOf(other);
}

const shapeOf = ({ servers, links }: Topology): string =>
  JSON.stringify([servers.map(({ name }) => name), links.map(({ a, b }) => [a, b].sort().join('-')).sort()]);
