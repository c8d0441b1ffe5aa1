import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { HerdEvent } from '../../src-shared/events/events.ts';
import { createBeliefStore } from './beliefs.ts';
import { createClient } from './client.ts';
import { createEventHub } from './event-hub.ts';
import { createHerdStore } from './herd-store.ts';
import { HandBridge, snapshotOf } from './testing/hand-bridge.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const LEFT_OUT: HerdEvent = { type: 'summarised', time: 1, server: '-', counts: { update: 3 } };

it('looks into the servers once for many gaps, and not before it has been answered', async () => {
  const hand = new HandBridge();
  const client = createClient(hand.bridge);
  const hub = createEventHub(hand.bridge);
  const herd = createHerdStore(client, hub);
  const beliefs = createBeliefStore(client, hub, herd);
  hub.follow();
  const reads = () => hand.calls.filter(({ command }) => command === 'belief.read');
  herd.setState({ snapshot: snapshotOf({ A: 'ready' }) });
  expect(reads()).toHaveLength(1);
  await reads()[0]?.answer({});

  for (let n = 0; n < 200; n += 1) {
    hand.emit(LEFT_OUT);
    await vi.advanceTimersByTimeAsync(33);
  }
  expect(reads()).toHaveLength(2);
  const line = 'AT A +0.1 kiwi +34.07-118.44 1479413884.392014450';
  await reads()[1]?.answer({ A: { kind: 'known', clients: 1, lines: [line] } });
  expect(beliefs.fold()?.newest('kiwi')?.line).toBe(line);
  // What was left out meanwhile is looked for once more.
  await vi.advanceTimersByTimeAsync(10_000);
  expect(reads()).toHaveLength(3);
  await reads()[2]?.fail();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(reads()).toHaveLength(3);
});
