import { expect, it } from 'vitest';
import { digitBytes, encodeText, fourDigits, isDigit, viewOf, visibleBytes } from './bytes.ts';

/** Every byte at every place among three others, which are of every kind in turn. */
function* words(): Generator<DataView> {
  for (const other of [0x00, 0x20, 0x21, 0x30, 0x39, 0x3a, 0x7e, 0x7f, 0x80, 0xff]) {
    for (let place = 0; place < 4; place++) {
      for (let byte = 0; byte < 256; byte++) {
        const bytes = new Uint8Array(4).fill(other);
        bytes[place] = byte;
        yield viewOf(bytes);
      }
    }
  }
}

/** The same, one byte after the other. */
function count(view: DataView, is: (byte: number) => boolean): number {
  let at = 0;
  while (at < 4 && is(view.getUint8(at))) at++;
  return at;
}

it('counts visible bytes and digits four at a time as one by one', () => {
  for (const word of words()) {
    if (visibleBytes(word, 0) !== count(word, (byte) => byte > 0x20 && byte < 0x7f))
      expect.fail(`visible ${word.getInt32(0)}`);
    if (digitBytes(word, 0) !== count(word, isDigit)) expect.fail(`digits ${word.getInt32(0)}`);
  }
});

it('reads four digits', () => {
  for (let n = 0; n < 10_000; n++) {
    expect(fourDigits(viewOf(encodeText(String(n).padStart(4, '0'))), 0)).toBe(n);
  }
});
