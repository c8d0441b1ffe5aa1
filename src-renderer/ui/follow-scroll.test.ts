import { expect, it } from 'vitest';
import { afterScroll, NEAR_END_PX } from './follow-scroll.ts';

const box = (scrollTop: number, scrollHeight = 1_000) => ({ scrollTop, scrollHeight, clientHeight: 100 });

it('a person who scrolls up leaves the newest, and arrives there at the end', () => {
  expect(afterScroll(box(500), 900)).toBe('leaves');
  expect(afterScroll(box(700), 500)).toBe('stay');
  expect(afterScroll(box(900), 700)).toBe('arrives');
  expect(afterScroll(box(900 - NEAR_END_PX + 1), 700)).toBe('arrives');
});

it('rows that come while it scrolls along are no wish to stay', () => {
  expect(afterScroll(box(900, 5_000), 900)).toBe('stay');
  expect(afterScroll(box(1_200, 5_000), 900)).toBe('stay');
});

it('a list that was cleared is at its end', () => {
  expect(afterScroll(box(0, 100), 900)).toBe('arrives');
});
