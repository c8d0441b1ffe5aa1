import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { HerdEvent } from '../../src-shared/events/events.ts';
import { createClient } from './client.ts';
import { createEventHub } from './event-hub.ts';
import { createHerdStore } from './herd-store.ts';
import { HandBridge, snapshotOf } from './testing/hand-bridge.ts';

const stateChanged: HerdEvent = { type: 'server', time: 1, server: 'A', state: { kind: 'starting' } };
const spoken: HerdEvent = { type: 'line', time: 1, server: 'A', direction: 'in', peer: '', text: '' };

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function follow() {
  const hand = new HandBridge();
  const hub = createEventHub(hand.bridge);
  const store = createHerdStore(createClient(hand.bridge), hub);
  const stop = hub.follow();
  return { hand, store, stop };
}

describe('the herd store', () => {
  it('asks one question at a time, and one more when something changed meanwhile', async () => {
    const { hand, store } = follow();
    for (let i = 0; i < 100; i += 1) hand.emit(stateChanged);
    expect(hand.calls).toHaveLength(1);
    await hand.last.answer(snapshotOf({ A: 'starting' }));
    expect(hand.calls).toHaveLength(2);
    await hand.last.answer(snapshotOf({ A: 'ready' }));
    expect(hand.calls).toHaveLength(2);
    expect(store.getState().snapshot?.servers[0]?.state.kind).toBe('ready');
  });

  it('asks after a pause for what only changes numbers, once however many lines came', async () => {
    const { hand } = follow();
    for (let i = 0; i < 100; i += 1) hand.emit(spoken);
    expect(hand.calls).toHaveLength(0);
    vi.runOnlyPendingTimers();
    expect(hand.calls).toHaveLength(1);
  });

  it('rejects a refresh that the host refuses, and goes on', async () => {
    const { hand, store } = follow();
    const refused = store.refresh();
    void hand.last.fail();
    await expect(refused).rejects.toMatchObject({ data: { code: 'INTERNAL' } });
    const again = store.refresh();
    await hand.last.answer(snapshotOf({ A: 'ready' }));
    await again;
    expect(store.getState().snapshot?.servers).toHaveLength(1);
  });

  it('stops listening', () => {
    const { hand, stop } = follow();
    expect(hand.listening).toBe(1);
    stop();
    expect(hand.listening).toBe(0);
  });
});
