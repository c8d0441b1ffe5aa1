/** What is different between two topologies, as far as links go. */
import type { Link, Topology } from '../../src-shared/topology/topology.ts';

export interface LinkChanges {
  readonly gone: readonly Link[];
  readonly added: readonly Link[];
}

/** The same link whichever of its servers stands earlier. */
const pairOf = ({ a, b }: Link): string => (a < b ? `${a}-${b}` : `${b}-${a}`);

export function linkChanges(before: Topology, after: Topology): LinkChanges {
  const old = new Set(before.links.map(pairOf));
  const present = new Set(after.links.map(pairOf));
  return {
    gone: before.links.filter((link) => !present.has(pairOf(link))),
    added: after.links.filter((link) => !old.has(pairOf(link))),
  };
}

/** Both ends of a link: each server with the other as its neighbour. */
export const endsOf = ({ a, b }: Link) =>
  [
    [a, b],
    [b, a],
  ] as const;
