import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OUTPUT_LIMITS, OutputTail } from './output-tail.ts';

function makeTail() {
  const told: string[] = [];
  return { tail: new OutputTail((stream, text) => told.push(`${stream} ${text}`)), told };
}

describe('OutputTail', () => {
  it('tells whole lines, also those split within a character, and the last one without its end', () => {
    const { tail, told } = makeTail();
    const bytes = Buffer.from('één\r\n\ntwo');
    for (const byte of bytes) tail.take('stdout', Buffer.from([byte]));
    expect(told).toEqual(['stdout één', 'stdout ']);
    expect(tail.lines).toEqual(['één', '', 'two']);
    tail.end('stdout');
    tail.end('stdout');
    expect(told.at(-1)).toBe('stdout two');
    expect(tail.lines).toEqual(['één', '', 'two']);
  });

  it('keeps the two streams apart', () => {
    const { tail, told } = makeTail();
    tail.take('stdout', Buffer.from('out'));
    tail.take('stderr', Buffer.from('err\n'));
    tail.take('stdout', Buffer.from('put\n'));
    expect(told).toEqual(['stderr err', 'stdout output']);
  });

  it('keeps the last lines only', () => {
    const { tail } = makeTail();
    for (let i = 0; i < 1_000; i++) tail.take('stdout', Buffer.from(`${i}\n`));
    expect(tail.lines).toHaveLength(OUTPUT_LIMITS.lines);
    expect(tail.lines.at(-1)).toBe('999');
  });

  it('cuts a line that never ends, and goes on after it', () => {
    const { tail, told } = makeTail();
    for (let i = 0; i < 1_000; i++) tail.take('stderr', Buffer.alloc(10_000, 'x'));
    expect(tail.lines).toEqual(['x'.repeat(OUTPUT_LIMITS.lineLength)]);
    tail.take('stderr', Buffer.from('\nnext\n'));
    expect(told.map((line) => line.length)).toEqual(['stderr '.length + OUTPUT_LIMITS.lineLength, 11]);
  });

  it('shows no control characters but the tab', () => {
    const { tail, told } = makeTail();
    tail.take('stdout', Buffer.from('\x1b[31mred\x07\ttab\n'));
    expect(told).toEqual(['stdout \uFFFD[31mred\uFFFD\ttab']);
  });

  it('tells the same lines however they are split', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.array(fc.nat()), (text, cuts) => {
        const bytes = Buffer.from(text.replaceAll('|', '\n'));
        const whole = makeTail();
        whole.tail.take('stdout', bytes);
        const split = makeTail();
        const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort(
          (x, y) => x - y,
        );
        for (const [i, place] of places.slice(1).entries()) {
          split.tail.take('stdout', bytes.subarray(places[i], place));
        }
        expect(split.told).toEqual(whole.told);
      }),
    );
  });
});
