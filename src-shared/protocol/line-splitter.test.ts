/** Lines from bytes: the rules on segments, line ends and over-long lines, one by one. */
import { describe, expect, it } from 'vitest';
import { encodeText } from './bytes.ts';
import { PROTOCOL_LIMITS } from './limits.ts';
import { LineSplitter } from './line-splitter.ts';
import { TakenLines } from './testing/taken-lines.ts';

const LIMIT = PROTOCOL_LIMITS.lineBytes;

/** What comes of segments; each is pushed whole. */
function linesOf(...segments: string[]): string[] {
  const taken = new TakenLines();
  const splitter = new LineSplitter();
  for (const segment of segments) {
    const chunk = encodeText(segment);
    expect(splitter.push(chunk, 0, taken)).toBe(chunk.length);
  }
  splitter.end(taken);
  return taken.lines;
}

describe('segments', () => {
  it('may end anywhere, also inside a UTF-8 character', () => {
    const taken = new TakenLines();
    const splitter = new LineSplitter();
    for (const byte of encodeText('客户\r\n🐑\n')) splitter.push(Uint8Array.of(byte), 0, taken);
    expect(taken.lines).toEqual(['line 客户', 'line 🐑']);
  });

  it('may hold several lines', () => {
    expect(linesOf('a\nb\nc', 'd\n')).toEqual(['line a', 'line b', 'line cd']);
  });
});

describe('line ends', () => {
  it('are LF or CR LF; only one CR belongs to it', () => {
    expect(linesOf('a\r\nb\r\r\n\r\n\n', 'c\r', '\n')).toEqual([
      'line a',
      'line b\r',
      'line ',
      'line ',
      'line c',
    ]);
  });

  it('may be the end of the stream for a last line', () => {
    expect(linesOf('a\nb')).toEqual(['line a', 'torso b']);
    expect(linesOf('a\n')).toEqual(['line a']);
    expect(linesOf('b\r')).toEqual(['torso b\r']);
    expect(linesOf()).toEqual([]);
  });
});

describe('an over-long line', () => {
  const start = 'x'.repeat(PROTOCOL_LIMITS.overlongEchoBytes);

  it('is one of more than 8 KiB without its LF', () => {
    const longest = 'x'.repeat(LIMIT);
    expect(linesOf(`${longest}\na\n`)).toEqual([`line ${longest}`, 'line a']);
    expect(linesOf(longest)).toEqual([`torso ${longest}`]);
    expect(linesOf(`${longest}x\na\n`)).toEqual([`overlong ${start}`, 'line a']);
    expect(linesOf(longest, 'x')).toEqual([`overlong ${start}`]);
  });

  it('is dropped up to the next LF, whatever the segments', () => {
    expect(linesOf('x', 'x'.repeat(LIMIT), 'rest', 'of it\na\n')).toEqual([`overlong ${start}`, 'line a']);
    expect(linesOf(`${'x'.repeat(LIMIT * 3)}\n${'x'.repeat(LIMIT * 2)}`)).toEqual([
      `overlong ${start}`,
      `overlong ${start}`,
    ]);
  });

  it('keeps its place when the taker wants no more just then', () => {
    const taken = new TakenLines(() => false);
    const splitter = new LineSplitter();
    const chunk = encodeText(`${'x'.repeat(LIMIT + 10)}\na\nb`);
    let at = 0;
    while (at < chunk.length) at = splitter.push(chunk, at, taken);
    splitter.end(taken);
    expect(taken.lines).toEqual([`overlong ${start}`, 'line a', 'torso b']);
  });
});

it('a stopped taker gets no further line until it asks again', () => {
  const taken = new TakenLines(() => false);
  const splitter = new LineSplitter();
  const chunk = encodeText('a\nb\nc\n');
  expect(splitter.push(chunk, 0, taken)).toBe(2);
  expect(taken.lines).toEqual(['line a']);
  expect(splitter.push(chunk, 2, taken)).toBe(4);
  expect(splitter.push(chunk, 4, taken)).toBe(6);
  expect(taken.lines).toEqual(['line a', 'line b', 'line c']);
});
