import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closestName, didYouMean } from './closest-name.ts';

const SERVERS = ['Alford', 'Ball', 'Hamilton', 'Holiday', 'Welsh'];

describe('closestName', () => {
  it.each([
    ['Walsh', 'Welsh'],
    ['welsh', 'Welsh'],
    ['Hamliton', 'Hamilton'],
    ['Holyday', 'Holiday'],
    ['Bal', 'Ball'],
    ['Alfordd', 'Alford'],
  ])('takes %s for %s', (typed, meant) => {
    expect(closestName(typed, SERVERS)).toBe(meant);
  });

  it.each(['Singleton', '', 'x', 'Jaquez'])('suggests nothing for %j', (typed) => {
    expect(closestName(typed, SERVERS)).toBeUndefined();
  });

  it('prefers the closer of two', () => {
    expect(closestName('links', ['lines', 'link', 'links'])).toBe('links');
  });

  it('stays quick on a very long name', () => {
    expect(closestName('x'.repeat(1_000_000), SERVERS)).toBeUndefined();
  });

  it('finds any name again after one edit', () => {
    fc.assert(
      fc.property(fc.constantFrom(...SERVERS), fc.nat(), fc.constantFrom('q', ''), (name, at, put) => {
        const place = at % name.length;
        const typed = name.slice(0, place) + put + name.slice(place + 1);
        expect(closestName(typed, SERVERS)).toBe(name);
      }),
    );
  });
});

it('says it as a question', () => {
  expect(didYouMean('Walsh', SERVERS)).toBe('Did you mean “Welsh”?');
  expect(didYouMean('Singleton', SERVERS)).toBeUndefined();
});
