/** Topologies for tests: the course's presets and random connected graphs. */
import { PRESETS } from '../../../src-shared/topology/presets.ts';
import { linkBetween, type Topology } from '../../../src-shared/topology/topology.ts';
import type { SeededRandom } from './seeded-random.ts';

/** `Alford`, `Ball` joined by `Alford-Ball`, ...: a topology from the names of its links. */
export function topologyOf(
  names: readonly string[],
  links: readonly (readonly [string, string])[],
): Topology {
  return {
    id: 'test',
    title: 'A test’s own',
    servers: names.map((name) => ({ name })),
    links: links.map(([x, y]) => linkBetween(names, x, y)),
  };
}

/** A tree of 2 to 6 servers with some further links, so that it is connected. */
export function randomGraph(random: SeededRandom): Topology {
  const names = ['Ada', 'Bell', 'Cerf', 'Dahl', 'Euler', 'Floyd'].slice(0, 2 + random.below(5));
  const links: (readonly [string, string])[] = [];
  names.forEach((name, i) => {
    if (i > 0) links.push([names[random.below(i)] as string, name]);
  });
  for (const x of names) {
    for (const y of names) {
      const linked = links.some(([a, b]) => (a === x && b === y) || (a === y && b === x));
      if (x < y && !linked && random.chance(0.25)) links.push([x, y]);
    }
  }
  return topologyOf(names, links);
}

/** A preset or a random graph, as often the one as the other. */
export function anyTopology(random: SeededRandom): Topology {
  return random.chance(0.5) ? random.pick(PRESETS).topology : randomGraph(random);
}
