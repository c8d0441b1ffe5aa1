import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareReply } from './wrong-byte.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');

describe('the first wrong byte', () => {
  it('is shown with a caret below it', () => {
    const wrong = compareReply(bytes('AT Alford +0.1 kiwi\n'), bytes('AT Alford -0.1 kiwi\n'));
    expect(wrong).toMatchObject({ offset: 10, expected: '“+” (0x2b)', got: 0x2d });
    expect(wrong?.lines).toEqual([
      'expected: AT Alford +0.1 kiwi\\n',
      'got:      AT Alford -0.1 kiwi\\n',
      '                    ^ byte 10: expected “+” (0x2b), got “-” (0x2d)',
    ]);
  });

  it('keeps the caret in place behind bytes that take several characters, and in the middle of long lines', () => {
    const long = `${'x'.repeat(100)}\x00\x00`;
    const wrong = compareReply(bytes(`${long}a`), bytes(`${long}b`));
    const [, got = '', caret = ''] = wrong?.lines ?? [];
    expect(got[caret.indexOf('^')]).toBe('b');
  });

  it('is where the reply ends too soon', () => {
    expect(compareReply(bytes('ab'), bytes('a'))).toMatchObject({ offset: 1, got: undefined });
  });

  it('is nowhere exactly if the reply begins with what was expected', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint8Array(), (expected, got) => {
        const wrong = compareReply(expected, got);
        const begins = Buffer.compare(got.subarray(0, expected.length), expected) === 0;
        expect(wrong === undefined).toBe(begins);
        if (wrong) expect(expected[wrong.offset]).not.toBe(got[wrong.offset]);
        if (wrong) expect(got.subarray(0, wrong.offset)).toEqual(expected.subarray(0, wrong.offset));
      }),
    );
  });
});
