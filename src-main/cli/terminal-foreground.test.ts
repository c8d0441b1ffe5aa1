import { describe, expect, it } from 'vitest';
import { inForegroundByStat } from './terminal-foreground.ts';

describe('inForegroundByStat', () => {
  it.each([
    ['in the foreground', '77 (node) S 1 77 70 34816 77 4194304', true],
    ['in the background', '77 (node) S 1 77 70 34816 70 4194304', false],
    ['with a name that imitates the line', '77 (a) S 1 5 (b) S 1 77 70 34816 77 4194304', true],
    ['that no terminal watches over', '77 (node) S 1 77 70 0 -1 4194304', true],
  ])('knows a process %s', (_, stat, foreground) => {
    expect(inForegroundByStat(stat)).toBe(foreground);
  });
});
