import { describe, expect, it } from 'vitest';
import {
  boundsOf,
  circlePoints,
  degreeLabel,
  destination,
  haversine,
  normaliseLongitude,
  toDegrees,
  toUnit,
} from './geo.ts';

const UCLA = { latitude: 34.06893, longitude: -118.445127 };

describe('the map’s arithmetic', () => {
  it('measures along the great circle', () => {
    expect(haversine(UCLA, UCLA)).toBe(0);
    expect(haversine({ latitude: 0, longitude: 0 }, { latitude: 0, longitude: 1 })).toBeCloseTo(111_195, 0);
    expect(haversine({ latitude: 0, longitude: 179.5 }, { latitude: 0, longitude: -179.5 })).toBeCloseTo(
      111_195,
      0,
    );
    expect(haversine({ latitude: 90, longitude: 7 }, { latitude: -90, longitude: 99 })).toBeCloseTo(
      20_015_114,
      0,
    );
  });

  it('draws circles whose points are as far as they should be, also over the antimeridian and a pole', () => {
    for (const centre of [UCLA, { latitude: -17, longitude: 179.9 }, { latitude: 89.9, longitude: 0 }]) {
      for (const point of circlePoints(centre, 50_000, 24)) {
        expect(haversine(centre, point)).toBeCloseTo(50_000, 0);
      }
    }
    const points = circlePoints({ latitude: 0, longitude: 180 }, 50_000);
    const span = points.map(({ longitude }) => longitude);
    expect(Math.max(...span) - Math.min(...span)).toBeLessThan(1);
  });

  it('goes back and forth between degrees and the unit square', () => {
    const there = toDegrees(toUnit(UCLA));
    expect(there.latitude).toBeCloseTo(UCLA.latitude, 9);
    expect(there.longitude).toBeCloseTo(UCLA.longitude, 9);
    expect(toUnit({ latitude: 90, longitude: 0 }).y).toBeCloseTo(0, 6);
  });

  it('normalises longitudes', () => {
    expect([180, 181, -181, 540, 0, -180].map(normaliseLongitude)).toEqual([-180, -179, 179, -180, 0, -180]);
  });

  it('finds the shorter way round', () => {
    expect(boundsOf([])).toBeUndefined();
    expect(
      boundsOf([
        { latitude: -17, longitude: 178 },
        { latitude: -20, longitude: -175 },
      ]),
    ).toEqual({ south: -20, north: -17, west: 178, east: 185 });
    expect(boundsOf([UCLA])).toEqual({
      south: UCLA.latitude,
      north: UCLA.latitude,
      west: expect.closeTo(UCLA.longitude, 9),
      east: expect.closeTo(UCLA.longitude, 9),
    });
  });

  it('goes somewhere', () => {
    expect(destination({ latitude: 0, longitude: 0 }, 90, 111_195).longitude).toBeCloseTo(1, 4);
  });

  it('labels degrees', () => {
    expect(degreeLabel(34.05, 'latitude', 2)).toBe('34.05° N');
    expect(degreeLabel(-118, 'longitude', 0)).toBe('118° W');
    expect(degreeLabel(-0, 'latitude', 0)).toBe('0°');
  });
});
