/** Any stream in any segments gives the same lines, and an endless line costs no more than a long one. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeText } from './bytes.ts';
import { PROTOCOL_LIMITS } from './limits.ts';
import { LineScan } from './line-scan.ts';
import { LineSplitter } from './line-splitter.ts';
import { nearlyValidLines, RUNS } from './testing/arbitraries.ts';
import { TakenLines } from './testing/taken-lines.ts';

const LIMIT = PROTOCOL_LIMITS.lineBytes;
const ECHO = PROTOCOL_LIMITS.overlongEchoBytes;

/** One character a byte: what is no UTF-8 must not be lost either. */
const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

/** Streams of short lines, line ends of all kinds, UTF-8, and lines around the limit. */
const streams: fc.Arbitrary<Uint8Array> = fc
  .array(
    fc.oneof(
      {
        weight: 6,
        arbitrary: fc.constantFrom('\n', '\r\n', '\r', '\n\n', 'a', 'IAMAT x', '客户🐑', ' ').map(encodeText),
      },
      { weight: 3, arbitrary: fc.uint8Array({ maxLength: 20 }) },
      {
        weight: 1,
        arbitrary: fc
          .tuple(fc.integer({ min: LIMIT - 3, max: LIMIT + 3 }), fc.constantFrom('x', '\r', 'é'))
          .map(([length, last]) => encodeText('y'.repeat(length - encodeText(last).length) + last)),
      },
    ),
    { maxLength: 12 },
  )
  .map((parts) => new Uint8Array(Buffer.concat(parts)));

/** Where a stream is cut into segments: anywhere, often close together. */
const cuts = fc.array(fc.oneof(fc.nat(60), fc.nat(3 * LIMIT)), { maxLength: 12 });

/** The lines of a stream by the rule alone: the whole of it at hand, nothing remembered. */
function expected(stream: Uint8Array): string[] {
  const parts = latin1(stream).split('\n');
  const last = parts.pop() ?? '';
  const told = (what: string, text: string): string =>
    text.length > LIMIT ? `overlong ${text.slice(0, ECHO)}` : `${what} ${text}`;
  const lines = parts.map((text) => told('line', text.length > LIMIT ? text : text.replace(/\r$/, '')));
  return last === '' ? lines : [...lines, told('torso', last)];
}

/** Pushes the stream in segments to a taker that stops when `goOn` says so, and is asked to go on at once. */
function split(stream: Uint8Array, at: readonly number[], goOn: () => boolean): string[] {
  const taken = new TakenLines(goOn, latin1);
  const splitter = new LineSplitter();
  const edges = [0, ...at.filter((edge) => edge < stream.length).sort((a, b) => a - b), stream.length];
  for (const [i, edge] of edges.slice(1).entries()) {
    // Each segment is a buffer of its own and is overwritten afterwards, as sockets do.
    const segment = stream.slice(edges[i], edge);
    for (let from = 0; from < segment.length; ) {
      const came = splitter.push(segment, from, taken);
      if (came <= from) throw new Error(`stays at ${from}`);
      from = came;
    }
    segment.fill(0x21);
    if (splitter.pendingBytes > LIMIT) throw new Error(`${splitter.pendingBytes} bytes are kept`);
  }
  splitter.end(taken);
  return taken.lines;
}

describe('a stream', () => {
  it(`gives the same lines however it is split, in ${RUNS} cases`, () => {
    fc.assert(
      fc.property(streams, cuts, (stream, at) => {
        expect(split(stream, at, () => true)).toEqual(expected(stream));
      }),
      { numRuns: RUNS },
    );
  });

  it(`gives the same lines to a taker that stops in the midst of it, in ${RUNS} cases`, () => {
    fc.assert(
      fc.property(streams, cuts, fc.array(fc.boolean(), { minLength: 1 }), (stream, at, answers) => {
        let asked = 0;
        expect(split(stream, at, () => answers[asked++ % answers.length] ?? true)).toEqual(expected(stream));
      }),
      { numRuns: RUNS },
    );
  });

  it(`gives the same lines when it is split at every byte, in ${RUNS} streams`, () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (stream) => {
        const everywhere = Array.from(stream, (_, i) => i);
        expect(split(stream, everywhere, () => true)).toEqual(expected(stream));
      }),
      { numRuns: RUNS },
    );
  });
});

describe('fields', () => {
  /** Judges each line twice: by the fields that the splitter found, and by a fresh look. */
  class TwiceJudged extends TakenLines {
    readonly fields = new LineScan();
    readonly #fresh = new LineScan();

    override line(bytes: Uint8Array, start: number, end: number, ended: boolean): boolean {
      const seen = [this.fields.classify(), ...summary(this.fields)];
      const fresh = [this.#fresh.scan(bytes, start, end), ...summary(this.#fresh)];
      expect(seen).toEqual(fresh);
      return super.line(bytes, start, end, ended);
    }
  }
  const summary = ({ fields, starts, ends, extrasStart, extrasEnd }: LineScan): unknown[] => [
    Array.from(starts.subarray(0, fields)),
    Array.from(ends.subarray(0, fields)),
    extrasStart < extrasEnd ? [extrasStart, extrasEnd] : [],
  ];

  it(`of a line are found while it is split off, in ${RUNS} streams`, () => {
    const text = fc
      .array(fc.tuple(nearlyValidLines, fc.constantFrom('\n', '\r\n')), { maxLength: 4 })
      .map((lines) => encodeText(lines.flat().join('')));
    const stream = fc
      .tuple(text, nearlyValidLines)
      .map(([lines, last]) => Buffer.concat([lines, encodeText(last)]));
    fc.assert(
      fc.property(stream, fc.array(fc.nat(300), { maxLength: 8 }), (bytes, at) => {
        const taken = new TwiceJudged();
        const splitter = new LineSplitter(taken.fields);
        const edges = [0, ...at.filter((edge) => edge < bytes.length).sort((a, b) => a - b), bytes.length];
        for (const [i, edge] of edges.slice(1).entries())
          splitter.push(bytes.subarray(edges[i], edge), 0, taken);
        splitter.end(taken);
      }),
      { numRuns: RUNS },
    );
  });
});

describe('an endless line', () => {
  it(`keeps no more than its limit however it comes, in ${RUNS} streams`, () => {
    const segments = fc.array(
      fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: LIMIT + 2 })),
      {
        minLength: 1,
        maxLength: 12,
      },
    );
    fc.assert(
      fc.property(
        fc.array(nearlyValidLines, { maxLength: 3 }),
        segments,
        fc.boolean(),
        (lines, sizes, ends) => {
          const taken = new TakenLines();
          const splitter = new LineSplitter();
          splitter.push(encodeText(lines.map((line) => `${line}\n`).join('')), 0, taken);
          const before = taken.lines.length;
          for (const size of sizes) {
            splitter.push(new Uint8Array(size).fill(0x78), 0, taken);
            expect(splitter.pendingBytes).toBeLessThanOrEqual(LIMIT);
          }
          const length = sizes.reduce((sum, size) => sum + size, 0);
          if (ends) splitter.push(Uint8Array.of(0x0a), 0, taken);
          else splitter.end(taken);
          const told = length > LIMIT ? `overlong ${'x'.repeat(ECHO)}` : 'x'.repeat(length);
          expect(taken.lines.slice(before)).toHaveLength(1);
          expect(taken.lines.at(-1)?.endsWith(told)).toBe(true);
          expect(splitter.pendingBytes).toBe(0);
        },
      ),
      { numRuns: RUNS },
    );
  });

  /** Bytes in buffers, garbage included, after `act` beyond those before it. */
  function bufferGrowth(act: () => void): number {
    const before = process.memoryUsage().arrayBuffers;
    act();
    return process.memoryUsage().arrayBuffers - before;
  }

  it('of 32 MiB costs no more than its limit, and is told of once', () => {
    const taken = new TakenLines();
    const splitter = new LineSplitter();
    const chunk = new Uint8Array(64 * 1024).fill(0x78);
    const growth = bufferGrowth(() => {
      for (let i = 0; i < 512; i++) {
        splitter.push(chunk, 0, taken);
        if (splitter.pendingBytes > LIMIT) throw new Error(`${splitter.pendingBytes} bytes are kept`);
      }
    });
    expect(taken.lines).toEqual([`overlong ${'x'.repeat(ECHO)}`]);
    expect(growth).toBeLessThan(1024 * 1024);
  });

  it('of single bytes costs no more either, nor does one after another', () => {
    const taken = new TakenLines();
    const splitter = new LineSplitter();
    const byte = Uint8Array.of(0x78);
    const growth = bufferGrowth(() => {
      for (let i = 0; i < 100 * LIMIT; i++) {
        splitter.push(byte, 0, taken);
        if (splitter.pendingBytes > LIMIT) throw new Error(`${splitter.pendingBytes} bytes are kept`);
      }
    });
    expect(taken.lines.length).toBe(1);
    expect(growth).toBeLessThan(1024 * 1024);
  });
});
