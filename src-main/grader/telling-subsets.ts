/**
 * Which servers to let run so that their links show: a link shows where it is the only way between two servers that
 * run, and that there is none shows where no way is left at all.
 */
import { reachableFrom } from '../../src-shared/topology/reachability.ts';
import { type Link, linkId, type Topology } from '../../src-shared/topology/topology.ts';
import type { Random } from './random.ts';

/** Subsets are tried out up to this many servers; of larger topologies only those of few. */
const MOST_SERVERS = 10;

/** Few subsets of the servers in which together every link and every missing link shows, each as a list of who runs. */
export function tellingSubsets(topology: Topology, random: Random): string[][] {
  const names = topology.servers.map(({ name }) => name).slice(0, MOST_SERVERS);
  const candidates = random.shuffle(subsetsOf(names)).map((up) => ({ up, shown: shownBy(topology, up) }));
  const left = new Set(pairsOf(names));
  const chosen: string[][] = [];
  while (left.size > 0) {
    const gain = ({ shown }: (typeof candidates)[0]): number => shown.filter((pair) => left.has(pair)).length;
    const best = candidates.reduce((a, b) => (gain(b) > gain(a) ? b : a));
    // What no subset shows can't be looked at.
    if (gain(best) === 0) break;
    chosen.push(best.up);
    for (const pair of best.shown) left.delete(pair);
  }
  return chosen;
}

const SEPARATOR = '\n';

function pairsOf(names: readonly string[]): string[] {
  return names.flatMap((a, i) => names.slice(i + 1).map((b) => a + SEPARATOR + b));
}

function subsetsOf(names: readonly string[]): string[][] {
  const all = names.reduce<string[][]>((sets, name) => sets.flatMap((set) => [set, [...set, name]]), [[]]);
  return all.filter(({ length }) => length >= 2);
}

/** The pairs whose link, or whose having none, shows while just these run. */
function shownBy(topology: Topology, up: readonly string[]): string[] {
  const down = new Set(topology.servers.map(({ name }) => name).filter((name) => !up.includes(name)));
  return pairsOf(up).filter((pair) => {
    const [a = '', b = ''] = pair.split(SEPARATOR);
    const isBetween = (link: Link) => [link.a, link.b].sort().join() === [a, b].sort().join();
    const cut = new Set(topology.links.filter(isBetween).map(linkId));
    return !reachableFrom(topology, a, { down, cut }).has(b);
  });
}
