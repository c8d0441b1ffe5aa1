import { describe, expect, it, vi } from 'vitest';
import { Pacer } from './pacer.ts';

const HOUR_MS = 3_600_000;

function setUp(pace: 'fast' | 'slow' | 'steps') {
  const told: unknown[] = [];
  const pacer = new Pacer(pace, (now) => told.push(now), HOUR_MS);
  const stop = new AbortController();
  const begun: number[] = [];
  const step = (n: number) => pacer.before(stop.signal).then(() => begun.push(n));
  return { pacer, told, stop, begun, step };
}

describe('a scenario’s pace', () => {
  it('as fast as it goes: nothing waits', async () => {
    const { step, told, begun } = setUp('fast');
    await step(1);
    expect([begun, told]).toEqual([[1], []]);
  });

  it('step by step: each waits to be asked for, and says so', async () => {
    const { pacer, step, told, begun } = setUp('steps');
    pacer.next();
    const first = step(1);
    expect(told).toEqual([{ pace: 'steps', waits: true }]);
    pacer.next();
    await first;
    const second = step(2);
    expect([begun, told.length]).toEqual([[1], 3]);
    pacer.next();
    await second;
    expect(told.at(-1)).toEqual({ pace: 'steps', waits: false });
  });

  it('step by step: of several at the same time the oldest begins', async () => {
    const { pacer, step, begun } = setUp('steps');
    const steps = [step(1), step(2)];
    pacer.next();
    await steps[0];
    expect(begun).toEqual([1]);
    pacer.next();
    await steps[1];
  });

  it('slow: a step begins after a pause', async () => {
    vi.useFakeTimers();
    try {
      const { step, begun } = setUp('slow');
      const first = step(1);
      await vi.advanceTimersByTimeAsync(HOUR_MS - 1);
      expect(begun).toEqual([]);
      await vi.advanceTimersByTimeAsync(1);
      await first;
    } finally {
      vi.useRealTimers();
    }
  });

  it('can be changed while a step waits', async () => {
    const { pacer, step, told } = setUp('slow');
    const first = step(1);
    pacer.change('steps');
    expect(told).toEqual([{ pace: 'steps', waits: true }]);
    pacer.change('fast');
    await first;
    expect(told.slice(1)).toEqual([{ pace: 'fast', waits: false }]);
  });

  it('holds no run that is to end', async () => {
    const { step, stop } = setUp('steps');
    const first = step(1);
    stop.abort();
    await expect(first).rejects.toThrow();
    await expect(step(2)).rejects.toThrow();
  });
});
