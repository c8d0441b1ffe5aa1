import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shownText } from '../ui/shown-text.ts';
import { partsOf } from './text-parts.ts';

describe('text that a row shows', () => {
  it('has a sign for all that can’t be seen or would reorder', () => {
    expect(shownText('a\0b\x1b[31mc\td\x7f')).toBe('a␀b␛[31mc␉d␡');
    expect(shownText('\u202egpj.exe\u200b')).toBe('⟨U+202E⟩gpj.exe⟨U+200B⟩');
    expect(shownText('Ünïcode ✓ 你好')).toBe('Ünïcode ✓ 你好');
    expect(shownText('AT كيوي +34.07-118.44 1.5')).toBe('AT \u200eكيوي \u200e+34.07-118.44 \u200e1.5');
  });

  it('is whole again when its parts are joined, and its hits are the needle', () => {
    const words = fc.array(fc.constantFrom('kiwi', 'KIWI', 'İ', 'ß', 'k', ' ', '<b>', '𝒳'), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(words, fc.constantFrom('kiwi', 'İ', 'K', '<B>', ''), (pieces, needle) => {
        const text = pieces.join('');
        const parts = partsOf(text, needle);
        expect(parts.map((part) => part.text).join('')).toBe(text);
        for (const { text: part, hit } of parts) {
          if (hit) expect(part.toLowerCase()).toBe(needle.toLowerCase());
        }
      }),
    );
  });

  it('finds hits whatever their case', () => {
    expect(partsOf('AT Kiwi kiwi', ' KIWI ').filter(({ hit }) => hit)).toEqual([
      { at: 3, text: 'Kiwi', hit: true },
      { at: 8, text: 'kiwi', hit: true },
    ]);
  });
});
