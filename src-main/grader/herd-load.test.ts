import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { type Crowd, HerdLoad, runnableThreads } from './herd-load.ts';

const loadOf = (crowd: Crowd): HerdLoad =>
  new HerdLoad({ pids: () => [], servers: 5, cores: 2, look: () => crowd });

describe('a herd’s load', () => {
  it('is what others keep running, and what its servers do', () => {
    expect(loadOf({ all: 20, own: 0 }).now).toBe(10);
    expect(loadOf({ all: 20, own: 4 }).now).toBe(10);
    expect(loadOf({ all: 20, own: 4 }).ofOthers).toBe(8);
  });

  it('is not what more threads of its own do than it has servers', () => {
    // A hundred threads that spin, and nobody else.
    expect(loadOf({ all: 101, own: 101 }).now).toBe(2.5);
    expect(loadOf({ all: 101, own: 101 }).ofOthers).toBe(1);
    // Beside twenty processes of others.
    expect(loadOf({ all: 121, own: 101 }).ofOthers).toBe(10);
  });

  it('is never less than alone, whatever was counted at two moments', () => {
    expect(loadOf({ all: 3, own: 9 }).now).toBe(1);
    expect(loadOf({ all: 3, own: 9 }).ofOthers).toBe(1);
  });
});

it('threads that want to run are counted, those that wait are not', async () => {
  const spinning =
    "for (let i = 0; i < 3; i++) new (require('worker_threads').Worker)('for (;;);', { eval: true });";
  const spinner = spawn(process.execPath, ['-e', spinning], { stdio: 'ignore' });
  const sleeper = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], { stdio: 'ignore' });
  try {
    await vi.waitFor(() => expect(runnableThreads([spinner.pid ?? 0])).toBeGreaterThanOrEqual(3), 60_000);
    await vi.waitFor(() => expect(runnableThreads([sleeper.pid ?? 0])).toBe(0), 60_000);
  } finally {
    spinner.kill('SIGKILL');
    sleeper.kill('SIGKILL');
    await Promise.all([once(spinner, 'exit'), once(sleeper, 'exit')]);
  }
  expect(runnableThreads([spinner.pid ?? 0])).toBe(0);
});
