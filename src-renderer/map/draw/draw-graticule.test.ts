import { describe, expect, it } from 'vitest';
import { graticuleStep, scaleBar } from './draw-graticule.ts';
import { labelText, TakenBoxes } from './labels.ts';

describe('graticule and scale', () => {
  it('has round steps that stand apart', () => {
    expect(graticuleStep(256 * 2 ** 9)).toEqual({ degrees: 0.5, decimals: 1 });
    expect(graticuleStep(256 * 4)).toEqual({ degrees: 30 + 0, decimals: 0 });
    expect(graticuleStep(256 * 2 ** 18)).toMatchObject({ decimals: 3 });
  });

  it('has bars of round lengths', () => {
    expect(scaleBar(0, 256 * 2 ** 9, 120, false)).toMatchObject({ length: 20, unit: 'km' });
    expect(scaleBar(34, 256 * 2 ** 16, 120, true)).toMatchObject({ length: 500, unit: 'ft' });
    const { width } = scaleBar(60, 256 * 2 ** 5, 120, true);
    expect(width).toBeLessThanOrEqual(120);
    expect(width).toBeGreaterThan(40);
  });
});

describe('labels', () => {
  it('do not lie on each other', () => {
    const taken = new TakenBoxes();
    expect(taken.take({ left: 0, top: 0, right: 100, bottom: 10 })).toBe(true);
    expect(taken.take({ left: 90, top: 5, right: 300, bottom: 15 })).toBe(false);
    expect(taken.take({ left: 90, top: 10, right: 300, bottom: 20 })).toBe(true);
  });

  it('show a stranger’s text in one short line', () => {
    expect(labelText('kiwi')).toBe('kiwi');
    expect(labelText('a\u202eb\nc')).toBe('a␣b␣c');
    expect(labelText('😀'.repeat(100), 5)).toBe('😀😀😀😀…');
  });
});
