import { describe, expect, it } from 'vitest';
import { components, hindrancesOf, pairsOf, reachableFrom, splits } from './reachability.ts';
import type { Topology } from './topology.ts';

const line: Topology = {
  id: 'line',
  title: 'A line of four',
  servers: [{ name: 'A' }, { name: 'B' }, { name: 'C' }, { name: 'D' }],
  links: [
    { a: 'A', b: 'B' },
    { a: 'B', b: 'C' },
    { a: 'C', b: 'D' },
  ],
};

describe('reachability', () => {
  it('finds one group when nothing is broken', () => {
    expect(components(line)).toEqual([['A', 'B', 'C', 'D']]);
  });

  it('takes a server that is down out of the graph', () => {
    expect(components(line, { down: new Set(['B']) })).toEqual([['A'], ['C', 'D']]);
    expect(reachableFrom(line, 'D', { down: new Set(['B']) })).toEqual(new Set(['C', 'D']));
  });

  it('takes a cut link out of the graph', () => {
    expect(components(line, { cut: new Set(['B-C']) })).toEqual([
      ['A', 'B'],
      ['C', 'D'],
    ]);
  });

  it('lets nobody hear a server that is down', () => {
    expect(reachableFrom(line, 'B', { down: new Set(['B']) })).toEqual(new Set());
  });

  it('refuses a server that the topology does not have', () => {
    expect(() => hindrancesOf(line, 'Z', {})).toThrow(expect.objectContaining({ code: 'UNKNOWN_SERVER' }));
    expect(() => reachableFrom(line, 'Z')).toThrow(expect.objectContaining({ code: 'UNKNOWN_SERVER' }));
  });

  it('tells which pairs split', () => {
    expect(pairsOf(line)).toHaveLength(6);
    expect(splits(line).map((pair) => pair.join('+'))).toEqual(['A+C', 'B+C', 'B+D']);
  });
});
