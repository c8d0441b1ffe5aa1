/** The arithmetic of the map: distances, circles, bounds that may cross the antimeridian, Mercator's unit square. */

export interface Degrees {
  readonly latitude: number;
  readonly longitude: number;
}

const EARTH_RADIUS_M = 6_371_008.8;
const RADIANS = Math.PI / 180;
/** Where Mercator's square ends. */
export const MERCATOR_LATITUDE = 85.0511287798;

/** −180 ≤ the same meridian < 180. */
export const normaliseLongitude = (degrees: number): number =>
  // What is in range already keeps its last digit.
  degrees >= -180 && degrees < 180 ? degrees : ((((degrees + 180) % 360) + 360) % 360) - 180;

/** Metres along the great circle. */
export function haversine(a: Degrees, b: Degrees): number {
  const half = (x: number): number => Math.sin((x * RADIANS) / 2) ** 2;
  const h =
    half(b.latitude - a.latitude) +
    Math.cos(a.latitude * RADIANS) * Math.cos(b.latitude * RADIANS) * half(b.longitude - a.longitude);
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Where one gets to who goes `metres` from here in the direction `bearing` (degrees, 0 is north). */
export function destination(from: Degrees, bearing: number, metres: number): Degrees {
  const angle = metres / EARTH_RADIUS_M;
  const [turn, latitude] = [bearing * RADIANS, from.latitude * RADIANS];
  const sine = Math.sin(latitude) * Math.cos(angle) + Math.cos(latitude) * Math.sin(angle) * Math.cos(turn);
  const east = Math.sin(turn) * Math.sin(angle) * Math.cos(latitude);
  const north = Math.cos(angle) - Math.sin(latitude) * sine;
  return {
    latitude: Math.asin(Math.max(-1, Math.min(1, sine))) / RADIANS,
    longitude: normaliseLongitude(from.longitude + Math.atan2(east, north) / RADIANS),
  };
}

/** The points of a circle on the ground, each near the one before it: longitudes may run beyond ±180. */
export function circlePoints(centre: Degrees, metres: number, corners = 96): readonly Degrees[] {
  return Array.from({ length: corners + 1 }, (_, i) => {
    const { latitude, longitude } = destination(centre, (i * 360) / corners, metres);
    const away = normaliseLongitude(longitude - centre.longitude);
    return { latitude, longitude: centre.longitude + away };
  });
}

export interface Bounds {
  readonly south: number;
  readonly west: number;
  readonly north: number;
  /** Beyond 180 when they cross the antimeridian. */
  readonly east: number;
}

/** The smallest bounds that hold all points, across the antimeridian where that is shorter. */
export function boundsOf(points: readonly Degrees[]): Bounds | undefined {
  if (points.length === 0) return undefined;
  let [south, north] = [90, -90];
  for (const { latitude } of points) {
    south = Math.min(south, latitude);
    north = Math.max(north, latitude);
  }
  const sorted = points.map(({ longitude }) => normaliseLongitude(longitude)).sort((a, b) => a - b);
  const [first = 0] = sorted;
  let [gap, west, east] = [first + 360 - (sorted.at(-1) ?? 0), first, sorted.at(-1) ?? 0];
  for (let i = 1; i < sorted.length; i++) {
    const [before = 0, here = 0] = [sorted[i - 1], sorted[i]];
    if (here - before <= gap) continue;
    [gap, west, east] = [here - before, here, before + 360];
  }
  return { south, west, north, east };
}

export interface UnitPoint {
  readonly x: number;
  readonly y: number;
}

/** In Mercator's square: x from 0 (180° W) to 1, y from 0 (north) to 1. */
export function toUnit({ latitude, longitude }: Degrees): UnitPoint {
  const clamped = Math.max(-MERCATOR_LATITUDE, Math.min(MERCATOR_LATITUDE, latitude));
  const sine = Math.sin(clamped * RADIANS);
  return {
    x: (longitude + 180) / 360,
    y: 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI),
  };
}

export function toDegrees({ x, y }: UnitPoint): Degrees {
  return {
    latitude: Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) / RADIANS,
    longitude: normaliseLongitude(x * 360 - 180),
  };
}

/** Metres that one pixel is wide, at a latitude, on a world of `size` pixels. */
export const metresPerPixel = (latitude: number, size: number): number =>
  (2 * Math.PI * EARTH_RADIUS_M * Math.cos(latitude * RADIANS)) / size;

/** `34.05° N`, as maps have it at their edges. */
export function degreeLabel(value: number, axis: 'latitude' | 'longitude', decimals: number): string {
  const rounded = Number(Math.abs(value).toFixed(decimals));
  const letters = axis === 'latitude' ? 'NS' : 'EW';
  const none = rounded === 0 || (axis === 'longitude' && rounded === 180);
  return `${rounded.toFixed(decimals)}°${none ? '' : ` ${letters[value < 0 ? 1 : 0]}`}`;
}
