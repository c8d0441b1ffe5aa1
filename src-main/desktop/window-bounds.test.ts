import { describe, expect, it } from 'vitest';
import { parseWindowState, placeWindow } from './window-bounds.ts';

const BIG = { x: 0, y: 0, width: 1920, height: 1080 };
const LEFT = { x: -1280, y: 0, width: 1280, height: 1024 };
const at = (x: number, y: number, width = 1000, height = 700) => ({
  bounds: { x, y, width, height },
  maximized: false,
});

describe('placeWindow', () => {
  it('has the default size in the middle of the first screen', () => {
    expect(placeWindow(undefined, [BIG])).toEqual({ x: 240, y: 90, width: 1440, height: 900 });
  });
  it('is no larger than the screen', () => {
    const small = { x: 0, y: 30, width: 1024, height: 670 };
    expect(placeWindow(undefined, [small])).toEqual(small);
  });
  it.each([at(10, 20), at(-1200, 5), at(1700, 900)])('comes back where it was: %j', (state) => {
    expect(placeWindow(state, [BIG, LEFT])).toEqual(state.bounds);
  });
  it.each([at(-1200, 5), at(1900, 5), at(100, 1070), at(100, -50), at(50_000, 50_000)])(
    'comes to the middle when that place is on no screen any more: %j',
    (state) => expect(placeWindow(state, [BIG])).toEqual({ x: 240, y: 90, width: 1440, height: 900 }),
  );
  it('shrinks to a smaller screen and grows to what can be used', () => {
    expect(placeWindow(at(0, 0, 5_000, 5_000), [BIG])).toMatchObject({ width: 1920, height: 1080 });
    expect(placeWindow(at(0, 0, 200, 10), [BIG])).toMatchObject({ width: 640, height: 480 });
  });
});

describe('parseWindowState', () => {
  it('reads what was written', () => {
    expect(parseWindowState(JSON.stringify(at(1, 2)))).toEqual(at(1, 2));
  });
  it.each([
    undefined,
    '',
    '{',
    '{}',
    '[]',
    '{"bounds":{"x":1e9,"y":0,"width":1,"height":1},"maximized":false}',
  ])('is nothing for %j', (text) => expect(parseWindowState(text)).toBeUndefined());
});
