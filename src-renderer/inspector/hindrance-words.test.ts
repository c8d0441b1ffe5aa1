import { expect, it } from 'vitest';
import { snapshotOf } from '../state/testing/hand-bridge.ts';
import { hindranceWords } from './hindrance-words.ts';

it('names each cut link and each server that is down at the border of what a server hears', () => {
  const herd = snapshotOf(
    { Alford: 'ready', Welsh: 'ready', Ball: 'killed', Hamilton: 'ready', Zed: 'ready' },
    { 'Alford-Welsh': 'cut', 'Welsh-Ball': 'broken', 'Alford-Hamilton': 'up', 'Hamilton-Ball': 'broken' },
  );
  expect(hindranceWords(herd, 'Welsh')).toBe('Alford–Welsh is cut, Ball is killed');
  expect(hindranceWords(herd, 'Hamilton')).toBe('Alford–Welsh is cut, Ball is killed');
  expect(hindranceWords(herd, 'Zed')).toBe('No link leads to it');
  expect(hindranceWords(herd, 'Ball')).toBe('');
  expect(hindranceWords(herd, 'Nobody')).toBe('');
});
