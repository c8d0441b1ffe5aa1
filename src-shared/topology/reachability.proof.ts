/** The oracle against an independent brute force: the transitive closure of the adjacency matrix. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { components, type Faults, reachableFrom, splits } from './reachability.ts';
import { linkId, type Topology } from './topology.ts';

const RUNS = 10_000;

interface Case {
  readonly topology: Topology;
  readonly faults: { readonly down: ReadonlySet<string>; readonly cut: ReadonlySet<string> };
}

const graphs: fc.Arbitrary<Case> = fc.integer({ min: 1, max: 9 }).chain((size) => {
  const names = Array.from({ length: size }, (_, i) => `S${i}`);
  const every = names.flatMap((a, i) => names.slice(i + 1).map((b) => ({ a, b })));
  return fc.record({ links: fc.subarray(every), down: fc.subarray(names) }).chain(({ links, down }) =>
    fc.subarray(links).map((cut) => ({
      topology: { id: 'random', title: 'random', servers: names.map((name) => ({ name })), links },
      faults: { down: new Set(down), cut: new Set(cut.map(linkId)) },
    })),
  );
});

/** Who hears whom, by Warshall's closure over indices: no names, sets or queues in common with the oracle. */
function closure({ servers, links }: Topology, { down, cut }: Case['faults']): boolean[][] {
  const up = servers.map(({ name }) => !down.has(name));
  const place = (name: string) => servers.findIndex((server) => server.name === name);
  const hears = up.map((isUp, i) => up.map((_, j) => isUp && i === j));
  for (const link of links) {
    const [i, j] = [place(link.a), place(link.b)];
    if (!up[i] || !up[j] || cut.has(linkId(link))) continue;
    hears[i]![j] = true;
    hears[j]![i] = true;
  }
  for (const k of up.keys()) {
    for (const row of hears) {
      if (row[k]) for (const j of up.keys()) row[j] = row[j] || hears[k]![j] || false;
    }
  }
  return hears;
}

describe('the reachability oracle', () => {
  it(`agrees with brute force on ${RUNS} random graphs`, () => {
    fc.assert(
      fc.property(graphs, ({ topology, faults }) => {
        const hears = closure(topology, faults);
        const names = topology.servers.map(({ name }) => name);
        for (const [i, name] of names.entries()) {
          const expected = names.filter((_, j) => hears[i]![j]);
          expect([...reachableFrom(topology, name, faults)].sort()).toEqual(expected);
        }
        const groups = new Set(hears.filter((row) => row.some(Boolean)).map((row) => row.join()));
        expect(components(topology, faults)).toHaveLength(groups.size);
      }),
      { numRuns: RUNS },
    );
  });

  it('agrees with brute force on which pairs split', () => {
    fc.assert(
      fc.property(graphs, ({ topology }) => {
        const names = topology.servers.map(({ name }) => name);
        const expected: string[] = [];
        for (const [i, x] of names.entries()) {
          for (const y of names.slice(i + 1)) {
            const faults: Required<Faults> = { down: new Set([x, y]), cut: new Set() };
            const rest = closure(topology, faults).filter((row) => row.some(Boolean));
            const full = names.length - 2;
            if (rest.some((row) => row.filter(Boolean).length < full)) expected.push(`${x}+${y}`);
          }
        }
        expect(splits(topology).map((pair) => pair.join('+'))).toEqual(expected);
      }),
      { numRuns: 1_000 },
    );
  });
});
