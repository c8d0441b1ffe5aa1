import { expect, it } from 'vitest';
import { PRESETS } from '../../src-shared/topology/presets.ts';
import { reachableFrom } from '../../src-shared/topology/reachability.ts';
import { linkId } from '../../src-shared/topology/topology.ts';
import { Random } from './random.ts';
import { tellingSubsets } from './telling-subsets.ts';

it.each(PRESETS.map(({ topology }) => topology))(
  'shows every link and every missing one of $id',
  (topology) => {
    const names = topology.servers.map(({ name }) => name);
    const subsets = tellingSubsets(topology, new Random('telling'));
    for (const link of topology.links) {
      const isOnlyWay = subsets.some((up) => {
        const down = new Set(names.filter((name) => !up.includes(name)));
        const reached = reachableFrom(topology, link.a, { down, cut: new Set([linkId(link)]) });
        return up.includes(link.a) && up.includes(link.b) && !reached.has(link.b);
      });
      expect(isOnlyWay, `${linkId(link)} in ${JSON.stringify(subsets)}`).toBe(true);
    }
    const missing = names.flatMap((a) => names.filter((b) => a < b).map((b) => [a, b] as const));
    for (const [a, b] of missing.filter(([a, b]) => !reachesDirectly(topology, a, b))) {
      const isCutOff = subsets.some((up) => {
        const down = new Set(names.filter((name) => !up.includes(name)));
        return up.includes(a) && up.includes(b) && !reachableFrom(topology, a, { down }).has(b);
      });
      expect(isCutOff, `${a} and ${b}`).toBe(true);
    }
    expect(subsets.length).toBeLessThan(8);
  },
);

function reachesDirectly(topology: (typeof PRESETS)[0]['topology'], a: string, b: string): boolean {
  return topology.links.some((link) => (link.a === a && link.b === b) || (link.a === b && link.b === a));
}
