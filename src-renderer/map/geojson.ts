/** What the map shows, as GeoJSON (RFC 7946). */
import type { Fix } from './client-positions.ts';
import { circlePoints, type Degrees, normaliseLongitude } from './geo.ts';
import type { PlacesAnswer } from './places-answer.ts';

type Position = readonly [longitude: number, latitude: number];

type Geometry =
  | { readonly type: 'Point'; readonly coordinates: Position }
  | { readonly type: 'MultiLineString'; readonly coordinates: readonly (readonly Position[])[] };

interface Feature {
  readonly type: 'Feature';
  readonly geometry: Geometry;
  readonly properties: Readonly<Record<string, string | number | readonly string[] | null>>;
}

export interface GeoJson {
  readonly type: 'FeatureCollection';
  readonly features: readonly Feature[];
}

export interface Shown {
  /** Whose knowledge it is; null: the herd's newest. */
  readonly server: string | null;
  readonly fixes: Iterable<Fix>;
  trail(fix: Fix): readonly Fix[];
  readonly answer: PlacesAnswer | null;
}

export function toGeoJson({ server, fixes, trail, answer }: Shown): GeoJson {
  const features: Feature[] = [];
  for (const fix of fixes) {
    const { client, location, timestamp, origin } = fix;
    features.push(
      feature(pointOf(fix), {
        kind: 'client',
        client,
        location,
        timestamp,
        origin,
        knownBy: server ?? 'herd',
      }),
    );
    const line = trail(fix);
    if (line.length > 1) {
      const timestamps = line.map((point) => point.timestamp);
      features.push(feature(lineOf(line), { kind: 'trail', client, timestamps }));
    }
  }
  if (answer) features.push(...answerFeatures(answer));
  return { type: 'FeatureCollection', features };
}

function answerFeatures({ server, client, centre, radiusKm, places }: PlacesAnswer): Feature[] {
  const asked = { server, client, radiusKm };
  const circle =
    radiusKm === null || radiusKm === 0
      ? []
      : [feature(lineOf(circlePoints(centre, radiusKm * 1_000)), { kind: 'radius', ...asked })];
  return [
    ...circle,
    ...places.map((place) =>
      feature(pointOf(place), {
        kind: 'place',
        name: place.name,
        types: place.types,
        vicinity: place.vicinity,
        placeId: place.id,
        distanceMetres: Math.round(place.distance),
        client,
      }),
    ),
  ];
}

const feature = (geometry: Geometry, properties: Feature['properties']): Feature => ({
  type: 'Feature',
  geometry,
  properties,
});

const positionOf = ({ longitude, latitude }: Degrees): Position => [longitude, latitude];

const pointOf = (place: Degrees): Geometry => ({ type: 'Point', coordinates: positionOf(place) });

/** Cut where it crosses the antimeridian, as the format asks. */
function lineOf(points: readonly Degrees[]): Geometry {
  const parts: Position[][] = [];
  let part: Position[] = [];
  let last: Degrees | undefined;
  for (const { latitude, longitude } of points) {
    const here = { latitude, longitude: normaliseLongitude(longitude) };
    if (last && Math.abs(here.longitude - last.longitude) > 180) {
      const side = last.longitude < 0 ? -180 : 180;
      const whole = here.longitude + 2 * side - last.longitude;
      const share = whole === 0 ? 0 : (side - last.longitude) / whole;
      const between = last.latitude + share * (latitude - last.latitude);
      part.push([side, between]);
      parts.push(part);
      part = [[-side, between]];
    }
    part.push(positionOf(here));
    last = here;
  }
  parts.push(part);
  return { type: 'MultiLineString', coordinates: parts };
}
