import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { base64Bytes, base64Text, hexBytes, unescapeBytes, visible } from './visible-bytes.ts';

describe('bytes that people can see', () => {
  it('shows what can’t be seen, and can be read back', () => {
    expect(visible(Uint8Array.of(97, 9, 98, 13, 10, 92, 0, 255))).toBe('a\\tb\\r\\n\\\\\\x00\\xff');
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(unescapeBytes(visible(bytes))).toEqual(bytes);
        expect(base64Bytes(base64Text(bytes))).toEqual(bytes);
        expect(base64Text(bytes)).toBe(Buffer.from(bytes).toString('base64'));
      }),
    );
  });

  it('leaves out the middle of very many and says how much', () => {
    expect(visible(Buffer.alloc(1000, 'x'), 10)).toBe('xxxxx …(990 more bytes)… xxxxx');
  });

  it('reads escapes, hex and base64, and refuses what is none', () => {
    expect(unescapeBytes('é\\n\\0\\xFF')).toEqual(Uint8Array.of(0xc3, 0xa9, 10, 0, 255));
    expect(unescapeBytes('\\q')).toBeUndefined();
    expect(unescapeBytes('\\x4')).toBeUndefined();
    expect(unescapeBytes('end\\')).toBeUndefined();
    expect(hexBytes('00 fF\n0a')).toEqual(Uint8Array.of(0, 255, 10));
    expect(hexBytes('0')).toBeUndefined();
    expect(hexBytes('0g')).toBeUndefined();
    expect(base64Bytes('AAH/')).toEqual(Uint8Array.of(0, 1, 255));
    expect(base64Bytes('AAH')).toBeUndefined();
  });
});
