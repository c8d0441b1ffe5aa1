import { describe, expect, it } from 'vitest';
import { foldLines } from './fold-lines.ts';

const lines = (count: number): string => Array.from({ length: count }, (_, n) => `line ${n + 1}`).join('\n');

describe('a text of many lines', () => {
  it('is shown without its middle, and says how much that is', () => {
    expect(foldLines(lines(45), 2, 2)).toEqual({
      head: 'line 1\nline 2',
      hidden: 41,
      tail: 'line 44\nline 45',
    });
  });

  it('is left whole where folding saves nothing', () => {
    expect(foldLines(lines(6), 2, 2)).toBeUndefined();
    expect(foldLines('', 2, 2)).toBeUndefined();
  });
});
