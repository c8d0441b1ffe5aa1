import { describe, expect, it } from 'vitest';
import { formatLocation, parseLocation } from '../../../src-shared/protocol/index.ts';
import { metresBetween } from '../../places/sphere.ts';
import { Walk } from './walk.ts';

/** Even numbers that are the same in each run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const CENTRES = [
  { name: 'UCLA', latitude: 34.0689, longitude: -118.4451 },
  { name: 'the antimeridian', latitude: -17, longitude: 179.999 },
  { name: 'near the north pole', latitude: 89.999, longitude: 20 },
  { name: 'the south pole', latitude: -90, longitude: 0 },
] as const;

describe.each(CENTRES)('a walk around $name', (centre) => {
  it.each([0, 1, 200])('stays within %d km and steps no further than a car drives', (radiusKm) => {
    const radiusMetres = radiusKm * 1_000;
    // Near a pole a latitude's sine is exact to a few centimetres only.
    const walk = new Walk({ clients: 20, centre, radiusMetres, random: seeded(7) });
    for (let turn = 0; turn < 300; turn++) {
      for (let client = 0; client < 20; client++) {
        const before = walk.position(client);
        const now = walk.step(client, 2);
        const away = metresBetween(centre.latitude, centre.longitude, now.latitude, now.longitude);
        expect(away).toBeLessThanOrEqual(radiusMetres + 0.5);
        const stepped = metresBetween(before.latitude, before.longitude, now.latitude, now.longitude);
        expect(stepped).toBeLessThanOrEqual(50.5);
        expect(parseLocation(formatLocation(now))).toBeDefined();
      }
    }
  });
});

it('moves, and smoothly: it goes on the way that it went', () => {
  const centre = CENTRES[0];
  const walk = new Walk({ clients: 1, centre, radiusMetres: 1e6, random: seeded(3) });
  const begun = walk.position(0);
  for (let turn = 0; turn < 60; turn++) walk.step(0, 1);
  const now = walk.position(0);
  expect(metresBetween(begun.latitude, begun.longitude, now.latitude, now.longitude)).toBeGreaterThan(20);
});
