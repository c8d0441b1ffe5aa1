import { expect, it, vi } from 'vitest';
import { snapshotOf } from '../state/testing/hand-bridge.ts';
import { CARD } from './arrangement.ts';
import { mergeNodes } from './use-canvas-flow.ts';

/** Older Node has no `navigator`, whose language numbers are written in. */
vi.hoisted(() => vi.stubGlobal('navigator', { language: 'en' }));

const two = snapshotOf({ Alford: 'ready', Ball: 'ready' });

// Without, a card that was selected while it was measured had dead knobs: nothing could be dragged from or to it.
it('a new card comes with its size', () => {
  for (const card of mergeNodes([], two, {})) expect(card.measured).toEqual(CARD);
});

it('a card that is as it was is the same object', () => {
  const before = mergeNodes([], two, {});
  const after = mergeNodes(before, snapshotOf({ Alford: 'ready', Ball: 'killed' }), {});
  expect(after[0]).toBe(before[0]);
  expect(after[1]).not.toBe(before[1]);
  expect(after[1]?.measured).toEqual(CARD);
});
