import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildGazetteer, packGazetteer } from '../../scripts/build-gazetteer.mjs';
import { placesNear } from './gazetteer.ts';
import { type GazetteerFile, readGazetteerFile } from './gazetteer-file.ts';
import { defaultGazetteerPath } from './gazetteer-path.ts';
import type { NearbyQuery } from './places-source.ts';

const ALL = Number.POSITIVE_INFINITY;

let folder: string;
beforeAll(() => {
  buildGazetteer();
  folder = mkdtempSync(join(tmpdir(), 'gazetteer-'));
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const STEPS = 100_000;
type Point = readonly [latitude: number, longitude: number];

/** A file of our own points, written and read by the real code. */
function fileOf(points: readonly Point[]): GazetteerFile {
  const path = join(folder, 'points.bin');
  const places = points.map(([latitude, longitude], i) => ({
    kind: 0,
    name: `${i}`,
    group: `${i}`,
    area: '',
    latitude: Math.round(latitude * STEPS),
    longitude: Math.round(longitude * STEPS),
  }));
  writeFileSync(path, packGazetteer(places, 'test'));
  return readGazetteerFile(path);
}

/** Another way to the distance than the code's: by vectors, where neither poles nor meridians are special. */
function vectorsOf(file: GazetteerFile): Float64Array {
  const vectors = new Float64Array(file.count * 3);
  for (let i = 0; i < file.count; i++) vectors.set(vector(file.latitude(i), file.longitude(i)), i * 3);
  return vectors;
}

function vector(latitude: number, longitude: number): readonly [number, number, number] {
  const [phi, lambda] = [(latitude * Math.PI) / 180, (longitude * Math.PI) / 180];
  return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)];
}

/** The nearer than `metres`, by looking at every place. */
function bruteForce(vectors: Float64Array, query: NearbyQuery, metres: number): ReadonlySet<number> {
  const [x, y, z] = vector(query.latitude, query.longitude);
  const chord = 2 * Math.sin(metres / (2 * 6_371_008.8));
  const found = new Set<number>();
  for (let i = 0; i < vectors.length; i += 3) {
    const [dx, dy, dz] = [(vectors[i] ?? 0) - x, (vectors[i + 1] ?? 0) - y, (vectors[i + 2] ?? 0) - z];
    if (metres >= 0 && dx * dx + dy * dy + dz * dz <= chord * chord) found.add(i / 3);
  }
  return found;
}

/** Finds exactly what brute force finds (a metre about the edge may fall either way), nearest first. */
function expectSame(file: GazetteerFile, vectors: Float64Array, query: NearbyQuery): void {
  const found = placesNear(file, query, ALL);
  const surely = bruteForce(vectors, query, query.radiusMetres - 1);
  const perhaps = bruteForce(vectors, query, query.radiusMetres + 1);
  const got = new Set(found.map(({ place }) => place));
  expect(got.size).toBe(found.length);
  expect([...surely].filter((place) => !got.has(place))).toEqual([]);
  expect([...got].filter((place) => !perhaps.has(place))).toEqual([]);
  const metres = found.map((one) => one.metres);
  expect(metres).toEqual([...metres].sort((a, b) => a - b));
}

const anywhere = fc.tuple(
  fc.oneof(fc.double({ min: -90, max: 90, noNaN: true }), fc.constantFrom(-90, 90, 0, 89.9, -89.7)),
  fc.oneof(fc.double({ min: -180, max: 180, noNaN: true }), fc.constantFrom(-180, 180, 0, 179.9, -179.9)),
);
const radius = fc.oneof(fc.double({ min: 0, max: 50_000, noNaN: true }), fc.constantFrom(0, 50_000));

describe('the gazetteer’s distances', () => {
  it('agree with brute force over all real places', () => {
    const file = readGazetteerFile(defaultGazetteerPath());
    const vectors = vectorsOf(file);
    const nearAPlace = fc.tuple(fc.nat(file.count - 1), fc.double({ min: -0.5, max: 0.5, noNaN: true }));
    fc.assert(
      fc.property(nearAPlace, radius, ([place, off], radiusMetres) => {
        const latitude = Math.max(-90, Math.min(90, file.latitude(place) + off));
        expectSame(file, vectors, { latitude, longitude: file.longitude(place), radiusMetres });
      }),
      { numRuns: 200 },
    );
  });

  it.each<[string, Point, number]>([
    ['the antimeridian', [10, 180], 0.6],
    ['the antimeridian in the far north', [85, 180], 5],
    ['the north pole', [90, 0], 0.6],
    ['the south pole', [-90, 0], 0.6],
    ['the meridian of Greenwich at the equator', [0, 0], 0.6],
  ])('agree with brute force about %s', (_where, [latitude, longitude], spread) => {
    const offset = fc.double({ min: -spread, max: spread, noNaN: true });
    const polar = Math.abs(latitude) === 90;
    const east = polar ? fc.double({ min: -180, max: 180, noNaN: true }) : offset;
    const point = fc.tuple(offset, east).map(([north, turn]): Point => {
      const turned = longitude + turn;
      return [Math.max(-90, Math.min(90, latitude + north)), turned > 180 ? turned - 360 : turned];
    });
    fc.assert(
      fc.property(
        fc.array(point, { minLength: 1, maxLength: 60 }),
        point,
        radius,
        (points, from, radiusMetres) => {
          const file = fileOf(points);
          expectSame(file, vectorsOf(file), { latitude: from[0], longitude: from[1], radiusMetres });
        },
      ),
      { numRuns: 150 },
    );
  });

  it('find a place by its own position, wherever it is', () => {
    fc.assert(
      fc.property(anywhere, (at) => {
        const file = fileOf([at]);
        const query = { latitude: file.latitude(0), longitude: file.longitude(0), radiusMetres: 0 };
        expect(placesNear(file, query, ALL)).toEqual([{ place: 0, metres: 0 }]);
      }),
      { numRuns: 200 },
    );
  });

  it('take +180 and -180 for the same meridian, and any longitude for the same pole', () => {
    const file = fileOf([
      [10, 180],
      [90, 17],
    ]);
    const near = (latitude: number, longitude: number) =>
      placesNear(file, { latitude, longitude, radiusMetres: 1 }, ALL).map(({ place }) => file.name(place));
    expect(near(10, -180)).toEqual(['0']);
    expect(near(90, -100)).toEqual(['1']);
  });
});
