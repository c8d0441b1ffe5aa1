import { describe, expect, it } from 'vitest';
import { PRINTED_LIMITS, PrintedLines } from './printed-lines.ts';

describe('what servers print', () => {
  it('is told from a moment on, by server', () => {
    const printed = new PrintedLines();
    printed.add('Ball', 'before');
    const mark = printed.mark();
    expect(printed.since(mark)).toEqual([]);
    printed.add('Welsh', 'one');
    printed.add('Ball', 'two');
    expect(printed.since(mark)).toEqual([
      { kind: 'output', server: 'Ball', lines: ['two'] },
      { kind: 'output', server: 'Welsh', lines: ['one'] },
    ]);
  });

  it('takes no more room than it may: the last lines are kept, each with its beginning', () => {
    const printed = new PrintedLines();
    const mark = printed.mark();
    for (let i = 0; i < 1_000; i++) printed.add('Ball', `${i} ${'x'.repeat(1_000)}`);
    const [output] = printed.since(mark);
    expect(output?.lines).toHaveLength(PRINTED_LIMITS.lines);
    expect(output?.lines.at(-1)).toMatch(/^999 x+ …$/);
    expect(Math.max(...(output?.lines ?? []).map(({ length }) => length))).toBeLessThan(500);
  });

  it('is not waited for without end', async () => {
    const printed = new PrintedLines();
    let goesOn = true;
    const print = (): void => {
      printed.add('Ball', 'again');
      if (goesOn) setImmediate(print);
    };
    print();
    await printed.quiet(0.01, new AbortController().signal);
    goesOn = false;
    const ended = new AbortController();
    ended.abort();
    await printed.quiet(1_000_000, ended.signal);
  });
});
