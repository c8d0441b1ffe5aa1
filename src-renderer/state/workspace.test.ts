import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createConsole } from './console.ts';
import { HandBridge, snapshotOf } from './testing/hand-bridge.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

async function loaded() {
  const hand = new HandBridge();
  const stores = createConsole(hand.bridge);
  stores.herd.see(snapshotOf({ A: 'ready' }));
  const loading = stores.workspace.load();
  await hand.last.answer({ workspace: null, problem: null });
  await loading;
  return { hand, stores };
}

const saves = (hand: HandBridge) => hand.calls.filter(({ command }) => command === 'workspace.save');

describe('the workspace', () => {
  it('is saved once, a moment after the last change', async () => {
    const { hand, stores } = await loaded();
    stores.workspace.setPositions({ A: { x: 1, y: 2 } });
    stores.workspace.setWelcomed(true);
    expect(saves(hand)).toHaveLength(0);
    vi.runAllTimers();
    expect(saves(hand)).toMatchObject([
      { request: { workspace: { positions: { A: { x: 1, y: 2 } }, welcomed: true } } },
    ]);
  });

  it('is saved when another topology is in force, not when a snapshot brings the same one', async () => {
    const { hand, stores } = await loaded();
    stores.herd.see(snapshotOf({ A: 'paused' }));
    vi.runAllTimers();
    expect(saves(hand)).toHaveLength(0);
    stores.herd.see(snapshotOf({ A: 'paused', B: 'stopped' }));
    vi.runAllTimers();
    expect(saves(hand)).toHaveLength(1);
  });

  it('is not overwritten before it has been loaded', () => {
    const hand = new HandBridge();
    const stores = createConsole(hand.bridge);
    stores.herd.see(snapshotOf({ A: 'ready' }));
    stores.workspace.setLayout({});
    vi.runAllTimers();
    expect(saves(hand)).toHaveLength(0);
  });
});
