import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HerdError } from '../../src-shared/errors.ts';
import { bringBack } from '../shell/bring-back.ts';
import { createConsole } from './console.ts';
import { HandBridge, snapshotOf } from './testing/hand-bridge.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

async function loaded() {
  const hand = new HandBridge();
  const stores = createConsole(hand.bridge);
  stores.herd.see(snapshotOf({ A: 'ready' }));
  const loading = stores.workspace.load();
  await hand.last.answer({ workspace: null, problems: [], hidden: null });
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

  it('forgets where a card stood when it is saved without that server, but not while it can come back', async () => {
    const { hand, stores } = await loaded();
    stores.herd.see(snapshotOf({ A: 'ready', B: 'ready' }));
    stores.workspace.setPositions({ A: { x: 1, y: 2 }, B: { x: 3, y: 4 }, Gone: { x: 5, y: 6 } });
    stores.herd.see(snapshotOf({ A: 'ready' }));
    vi.runAllTimers();
    expect(saves(hand).at(-1)?.request).toMatchObject({ workspace: { positions: { A: { x: 1, y: 2 } } } });
    expect(JSON.stringify(saves(hand).at(-1)?.request)).not.toMatch(/Gone|"B"/);
    stores.herd.see(snapshotOf({ A: 'ready', B: 'ready' }));
    vi.runAllTimers();
    expect(saves(hand).at(-1)?.request).toMatchObject({ workspace: { positions: { B: { x: 3, y: 4 } } } });
  });

  it('tells of a drawn herd that isn’t shown, brings it back where it stood, and tells where it was put', async () => {
    const hand = new HandBridge();
    const stores = createConsole(hand.bridge);
    stores.herd.see(snapshotOf({ Other: 'stopped' }));
    const why = new HerdError('HERD_HIDDEN', { title: 'Mine', reason: 'r', next: 'n' }).toData();
    const hidden = {
      topology: snapshotOf({ A: 'stopped' }, {}, 'Mine').topology,
      positions: { A: { x: 7, y: 8 } },
      why,
    };
    const loading = stores.workspace.load();
    await hand.last.answer({ workspace: null, problems: [], hidden });
    await loading;
    const codes = () => stores.notices.getState().notices.map(({ error }) => error.code);
    expect(codes()).toEqual(['HERD_HIDDEN']);
    stores.workspace.setWelcomed(true);
    vi.runAllTimers();
    await saves(hand)
      .at(-1)
      ?.answer(new HerdError('HERD_ASIDE', { title: 'Mine', path: 'p' }).toData());
    expect(codes()).toEqual(['HERD_HIDDEN', 'HERD_ASIDE']);
    const back = bringBack(stores, hidden);
    await Promise.resolve();
    expect(hand.last).toMatchObject({ command: 'topology.apply', request: { topology: { title: 'Mine' } } });
    await hand.last.answer(snapshotOf({ A: 'stopped' }, {}, 'Mine'));
    await back;
    expect(codes()).toEqual(['HERD_ASIDE']);
    expect(stores.workspace.getState().positions).toEqual({ A: { x: 7, y: 8 } });
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
