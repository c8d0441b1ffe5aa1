import { expect, it } from 'vitest';
import { CRASH_LIMITS, CrashLoop } from './crash-loop.ts';

it('three crashes within half a minute are a loop, then it begins anew', () => {
  let now = 0;
  const loop = new CrashLoop(() => now);
  const crashAt = (time: number) => {
    now = time;
    return loop.noteCrash();
  };
  const { withinMs } = CRASH_LIMITS;
  expect([0, withinMs - 1, withinMs, withinMs + 1].map(crashAt)).toEqual([false, false, false, true]);
  expect([withinMs + 2, withinMs + 3, withinMs + 4].map(crashAt)).toEqual([false, false, true]);
});
