import { describe, expect, it } from 'vitest';
import { toDegrees } from '../geo.ts';
import { unpackBasemap, unpackNumbers } from './basemap.ts';

describe('the packed basemap', () => {
  it('is read as it was written', () => {
    expect(unpackNumbers('')).toEqual([]);
    // 0, -1, 1, 16, -118445 as the script packs them.
    expect(unpackNumbers('ABCgB5qnH')).toEqual([0, -1, 1, 16, -118_445]);
  });

  it('becomes lines and towns', () => {
    const { coarse, towns } = unpackBasemap({
      step: 1,
      coarse: { land: ['CCCC'], borders: [], coast: [] },
      fine: { land: [], borders: [], coast: [], usCoast: [] },
      usLand: [],
      states: [],
      counties: [],
      towns: { names: ['Here'], zooms: [3], ranks: [0], positions: 'CE' },
    });
    const [line] = coarse.land;
    expect(line?.points.length).toBe(4);
    expect(toDegrees({ x: line?.right ?? 0, y: line?.top ?? 0 })).toEqual({
      latitude: expect.closeTo(2, 9),
      longitude: expect.closeTo(2, 9),
    });
    const [town] = towns;
    expect(town && toDegrees(town)).toEqual({
      latitude: expect.closeTo(2, 9),
      longitude: expect.closeTo(1, 9),
    });
    expect(town).toMatchObject({ name: 'Here', zoom: 3, rank: 0 });
  });
});
