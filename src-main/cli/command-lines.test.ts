import { describe, expect, it } from 'vitest';
import { encodeText } from '../../src-shared/protocol/index.ts';
import { COMMAND_LINE_LIMIT, commandLines } from './command-lines.ts';

async function linesOf(...chunks: Uint8Array[]): Promise<string[]> {
  async function* source(): AsyncGenerator<Uint8Array> {
    yield* chunks;
  }
  const lines: string[] = [];
  for await (const line of commandLines(source())) lines.push(line);
  return lines;
}

describe('commandLines', () => {
  it('gives lines, with any line end, also the last without one', async () => {
    expect(await linesOf(encodeText('a\r\n\nb\nc'))).toEqual(['a', '', 'b', 'c']);
  });

  it('gives the same lines for every split', async () => {
    const text = 'kill Wélsh\r\nstate\n';
    const bytes = encodeText(text);
    for (let at = 0; at <= bytes.length; at++) {
      expect(await linesOf(bytes.subarray(0, at), bytes.subarray(at))).toEqual(['kill Wélsh', 'state']);
    }
  });

  it('keeps only the beginning of an endless line', async () => {
    const piece = new Uint8Array(COMMAND_LINE_LIMIT).fill(0x78);
    const [line, next] = await linesOf(piece, piece, piece, encodeText('\nstate\n'));
    expect([line?.length, next]).toEqual([COMMAND_LINE_LIMIT, 'state']);
  });
});
