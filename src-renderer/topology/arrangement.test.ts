import { describe, expect, it } from 'vitest';
import { PRESETS } from '../../src-shared/topology/presets.ts';
import { linkBetween, type Topology } from '../../src-shared/topology/topology.ts';
import type { Point } from '../state/workspace.ts';
import { arrangement, CARD, freePlace, type Positions, placeAll, walkingOrder } from './arrangement.ts';

const herd = (servers: readonly string[], links: readonly string[]): Topology => ({
  id: 't',
  title: 'T',
  servers: servers.map((name) => ({ name })),
  links: links.map((text) => {
    const [a = '', b = ''] = text.split('-');
    return linkBetween(servers, a, b);
  }),
});

const turn = (a: Point, b: Point, c: Point): number =>
  Math.sign((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x));

/** Pairs of links that cross, those that meet at a server left aside. */
function crossings({ links }: Topology, at: Positions): number {
  const place = (name: string): Point => at[name] ?? { x: 0, y: 0 };
  let count = 0;
  for (const [i, one] of links.entries()) {
    for (const two of links.slice(i + 1)) {
      if (new Set([one.a, one.b, two.a, two.b]).size < 4) continue;
      const [a, b, c, d] = [place(one.a), place(one.b), place(two.a), place(two.b)];
      if (turn(a, b, c) !== turn(a, b, d) && turn(c, d, a) !== turn(c, d, b)) count += 1;
    }
  }
  return count;
}

function overlaps(at: Positions): number {
  const all = Object.values(at);
  return all
    .flatMap((one, i) => all.slice(i + 1).map((two) => [one, two] as const))
    .filter(([p, q]) => Math.abs(p.x - q.x) < CARD.width && Math.abs(p.y - q.y) < CARD.height).length;
}

const FALL_2016 = PRESETS[0]?.topology ?? herd([], []);

describe('a ring', () => {
  it('goes along the links, so that the course’s ring does not cross', () => {
    expect(crossings(FALL_2016, arrangement(FALL_2016, 'ring'))).toBe(0);
  });

  it('walks a line from one of its ends', () => {
    expect(walkingOrder(herd(['A', 'B', 'C', 'D'], ['C-A', 'A-D', 'D-B']))).toEqual(['B', 'D', 'A', 'C']);
  });

  it('names each server once, linked or not', () => {
    expect(walkingOrder(herd(['A', 'B', 'C', 'D'], ['B-D'])).sort()).toEqual(['A', 'B', 'C', 'D']);
    expect(walkingOrder(herd([], []))).toEqual([]);
  });
});

describe.each(['ring', 'grid', 'force'] as const)('arranged as %s', (how) => {
  it.each(PRESETS.map(({ topology }) => topology))('the cards of $id do not overlap', (topology) => {
    expect(overlaps(arrangement(topology, how))).toBe(0);
  });

  it('gives the same each time, with numbers in it', () => {
    const at = arrangement(FALL_2016, how);
    expect(arrangement(FALL_2016, how)).toEqual(at);
    expect(Object.values(at).every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
  });

  it('holds a large herd, one server, and none', () => {
    const many = Array.from({ length: 60 }, (_, n) => `S${n}`);
    expect(Object.keys(arrangement(herd(many, []), how))).toHaveLength(60);
    expect(arrangement(herd(['A'], []), how)['A']).toBeDefined();
    expect(arrangement(herd([], []), how)).toEqual({});
  });
});

describe('places', () => {
  it('leaves those that stand somewhere where they are', () => {
    const at = placeAll(herd(['A', 'B'], []), { A: { x: 7, y: 9 } });
    expect(at['A']).toEqual({ x: 7, y: 9 });
    expect(overlaps(at)).toBe(0);
  });

  it('puts very many into a grid, where a ring would be too wide to be read', () => {
    const names = Array.from({ length: 300 }, (_, i) => `S${i}`);
    const at = Object.values(placeAll(herd(names, []), {}));
    expect(Math.max(...at.map(({ x }) => x)) / CARD.width).toBeLessThan(30);
  });

  it('finds a free one near by', () => {
    expect(freePlace({ x: 0, y: 0 }, [])).toEqual({ x: 0, y: 0 });
    expect(freePlace({ x: 0, y: 0 }, [{ x: 0, y: 0 }]).x).toBeGreaterThan(CARD.width);
  });
});
