/** Distances on the sphere, and how far a circle reaches: right across the antimeridian and at the poles. */

/** The mean radius of the Earth (IUGG). */
const EARTH_RADIUS_METRES = 6_371_008.8;
const RADIANS = Math.PI / 180;

/** The great-circle distance in metres (haversine, which keeps its precision for near points). Takes degrees. */
export function metresBetween(
  latitudeA: number,
  longitudeA: number,
  latitudeB: number,
  longitudeB: number,
): number {
  const north = Math.sin(((latitudeB - latitudeA) * RADIANS) / 2);
  const east = Math.sin(((longitudeB - longitudeA) * RADIANS) / 2);
  const h = north * north + Math.cos(latitudeA * RADIANS) * Math.cos(latitudeB * RADIANS) * east * east;
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(h)));
}

export interface Reach {
  /** Degrees to the north and to the south. */
  readonly latitude: number;
  /** Degrees to the east and to the west; 180 when the circle holds a pole: all meridians. */
  readonly longitude: number;
}

/** A box of degrees around a point that surely holds the whole circle. */
export function reachOf(latitude: number, radiusMetres: number): Reach {
  // A metre more, so that rounding never leaves out what lies on the edge.
  const angle = (radiusMetres + 1) / EARTH_RADIUS_METRES;
  const degrees = angle / RADIANS;
  if (Math.abs(latitude) + degrees >= 90) return { latitude: degrees, longitude: 180 };
  // The circle's widest meridian is not the one through its centre: it touches nearer to the pole.
  const widest = Math.asin(Math.min(1, Math.sin(angle) / Math.cos(latitude * RADIANS)));
  return { latitude: degrees, longitude: widest / RADIANS };
}
