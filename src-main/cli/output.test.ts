import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { Output, type OutputStream } from './output.ts';

const terminal = (): OutputStream => Object.assign(new PassThrough(), { isTTY: true });

describe('Output', () => {
  it('has colours on a terminal alone, and not where they are unwanted', () => {
    const colours = (stream: OutputStream, env: Record<string, string>): boolean =>
      new Output(stream, env).paint.red('x') !== 'x';
    expect(colours(terminal(), {})).toBe(true);
    expect(colours(terminal(), { NO_COLOR: '1' })).toBe(false);
    expect(colours(terminal(), { TERM: 'dumb' })).toBe(false);
    expect(colours(new PassThrough(), {})).toBe(false);
  });

  it('goes on quietly when the reader has gone, and says so once', async () => {
    const stream = new PassThrough();
    const output = new Output(stream, {});
    let gone = 0;
    const told = new Promise<void>((resolve) => {
      output.onGone(() => {
        gone++;
        resolve();
      });
    });
    stream.destroy(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    await told;
    output.line('nobody reads this');
    await output.drained();
    expect([output.open, gone]).toEqual([false, 1]);
  });
});
