import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { onceIn } from './once-in.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('does it once for several calls, and again for those after it', async () => {
  let times = 0;
  const soon = onceIn(100, () => {
    times += 1;
  });
  for (let n = 0; n < 5; n += 1) soon();
  await vi.advanceTimersByTimeAsync(99);
  expect(times).toBe(0);
  await vi.advanceTimersByTimeAsync(1);
  expect(times).toBe(1);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(times).toBe(1);
  soon();
  await vi.advanceTimersByTimeAsync(100);
  expect(times).toBe(2);
});

it('has at most one under way, and one that waits for its end', async () => {
  const waiting: (() => void)[] = [];
  const soon = onceIn(100, () => new Promise<void>((done) => waiting.push(done)));
  soon();
  await vi.advanceTimersByTimeAsync(100);
  for (let n = 0; n < 50; n += 1) {
    soon();
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(waiting).toHaveLength(1);
  waiting[0]?.();
  await vi.advanceTimersByTimeAsync(100);
  expect(waiting).toHaveLength(2);
  waiting[1]?.();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(waiting).toHaveLength(2);
});
