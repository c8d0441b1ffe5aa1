import { describe, expect, it } from 'vitest';
import { plainLine, plainText } from './plain-text.ts';

describe('plainText', () => {
  it.each([
    ['colours and cursors of a terminal', '\u001b[2J\u009b1mhi\u0007', '\\x1b[2J\\x9b1mhi\\x07'],
    ['marks that turn a line round', 'a\u202egpj.exe\u2066', 'a\\u202egpj.exe\\u2066'],
    ['what nobody sees', '\u200b\ufeff', '\\u200b\\ufeff'],
    ['halves of characters', '\ud800x', '\\ud800x'],
    ['a carriage return, which writes over a line', 'a\rb', 'a\\x0db'],
  ])('shows %s', (_, text, shown) => {
    expect(plainText(text)).toBe(shown);
  });

  it('leaves words, lines, tabs, accents and emoji alone', () => {
    const text = 'é\tπ\n\u{1f468}\u200d\u{1f469}';
    expect(plainText(text)).toBe(text);
  });

  it('puts all on one line where that is wanted', () => {
    expect(plainLine('a\r\nb\tc')).toBe('a\\nb\\tc');
  });
});
