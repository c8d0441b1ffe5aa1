import { describe, expect, it } from 'vitest';
import { PRESETS } from '../topology/presets.ts';
import { ringOrder } from './ring-order.ts';
import { aResult } from './testing/a-result.ts';

describe('ringOrder', () => {
  it('lays the ring of five out as a ring, the first server first', () => {
    const { servers, links } = aResult([]).topology;
    expect(ringOrder(servers, links)).toEqual(['Alford', 'Hamilton', 'Holiday', 'Ball', 'Welsh']);
  });

  it('keeps every server of every built-in topology, linked or not', () => {
    for (const {
      topology: { servers, links },
    } of PRESETS) {
      const names = servers.map(({ name }) => name);
      expect(ringOrder(names, links).sort()).toEqual([...names].sort());
    }
    expect(ringOrder(['A', 'B'], [])).toEqual(['A', 'B']);
  });
});
