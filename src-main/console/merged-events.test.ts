import { expect, it, vi } from 'vitest';
import type { Host } from '../../src-shared/console-contract.ts';
import type { HerdEvent } from '../../src-shared/events/events.ts';
import { MergedEvents } from './merged-events.ts';

const ofHost = (time: number): HerdEvent => ({
  type: 'output',
  time,
  server: 'Alford',
  stream: 'stdout',
  text: '',
});
const own = (time: number): HerdEvent => ({ type: 'swarm', time, server: '-', swarm: { kind: 'idle' } });

it('gives both kinds in the order of their times, own ones soon also without the host’s', () => {
  vi.useFakeTimers();
  let fromHost: (batch: readonly HerdEvent[]) => void = () => {};
  const host = {
    subscribe: (listener: typeof fromHost, types: readonly string[]) => {
      if (types.includes('output')) fromHost = listener;
      return () => {};
    },
  } as unknown as Host;
  const events = new MergedEvents(host);
  const batches: number[][] = [];
  const stop = events.subscribe((batch) => batches.push(batch.map(({ time }) => time)));
  events.subscribe(() => expect.unreachable('nobody wants these'), ['places'])();

  events.emit(own(2));
  events.emit(own(9));
  fromHost([ofHost(1), ofHost(3)]);
  expect(batches).toEqual([[1, 2, 3]]);
  vi.advanceTimersByTime(100);
  expect(batches).toEqual([[1, 2, 3], [9]]);
  events.emit(own(10));
  stop();
  expect(batches.at(-1)).toEqual([10]);
  vi.useRealTimers();
});
