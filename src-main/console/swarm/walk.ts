/** Simulated clients that walk about on the sphere: smoothly, within a circle, also across the antimeridian and near the poles. */
import type { Coordinates } from '../../../src-shared/protocol/index.ts';
import { metresBetween } from '../../places/sphere.ts';

const EARTH_RADIUS_METRES = 6_371_008.8;
const RADIANS = Math.PI / 180;

/** Metres a second: some walk, some drive. */
const PACES = { walking: [0.8, 2], driving: [6, 25] } as const;
const DRIVERS = 0.4;
/** How much a heading changes in a second, in radians; it grows with the root of the time. */
const TURN = 0.15;

export interface WalkOptions {
  readonly clients: number;
  readonly centre: Coordinates;
  readonly radiusMetres: number;
  /** 0 ≤ x < 1 */
  readonly random: () => number;
}

export class Walk {
  readonly #options: WalkOptions;
  readonly #latitudes: Float64Array;
  readonly #longitudes: Float64Array;
  /** Radians from north, clockwise. */
  readonly #headings: Float64Array;
  /** Metres a second. */
  readonly #paces: Float64Array;

  constructor(options: WalkOptions) {
    this.#options = options;
    const { clients, centre, radiusMetres, random } = options;
    this.#latitudes = new Float64Array(clients);
    this.#longitudes = new Float64Array(clients);
    this.#headings = new Float64Array(clients);
    this.#paces = new Float64Array(clients);
    for (let i = 0; i < clients; i++) {
      const [least, most] = random() < DRIVERS ? PACES.driving : PACES.walking;
      this.#paces[i] = least + (most - least) * random();
      this.#headings[i] = 2 * Math.PI * random();
      // The root spreads them evenly over the circle's area.
      this.#put(i, destination(centre, 2 * Math.PI * random(), radiusMetres * Math.sqrt(random())));
    }
  }

  position(client: number): Coordinates {
    return { latitude: this.#latitudes[client] ?? 0, longitude: this.#longitudes[client] ?? 0 };
  }

  /** Walks on for so many seconds and gives where it is now. */
  step(client: number, seconds: number): Coordinates {
    const { centre, radiusMetres, random } = this.#options;
    // The sum of two even numbers is near enough to a bell.
    const turn = (random() + random() - 1) * 2 * TURN * Math.sqrt(seconds);
    const heading = (this.#headings[client] ?? 0) + turn;
    const from = this.position(client);
    const metres = (this.#paces[client] ?? 0) * seconds;
    const to = destination(from, heading, metres);
    const away = metresBetween(centre.latitude, centre.longitude, to.latitude, to.longitude);
    if (away <= radiusMetres) {
      // On a sphere a straight way changes its heading; near a pole by much.
      this.#headings[client] = metres > 0 ? bearing(to, from) + Math.PI : heading;
      return this.#put(client, to);
    }
    // Seen from a place, not from the centre: that may be a pole, from where every way leads the same way.
    const edge = destination(to, bearing(to, centre), away - radiusMetres);
    this.#headings[client] = bearing(edge, centre) + (random() - 0.5) * Math.PI * 0.8;
    return this.#put(client, edge);
  }

  #put(client: number, place: Coordinates): Coordinates {
    this.#latitudes[client] = place.latitude;
    this.#longitudes[client] = place.longitude;
    return place;
  }
}

/** Where one comes to who goes so many metres that way. */
export function destination(from: Coordinates, heading: number, metres: number): Coordinates {
  const angle = metres / EARTH_RADIUS_METRES;
  const latitude = from.latitude * RADIANS;
  const sine =
    Math.sin(latitude) * Math.cos(angle) + Math.cos(latitude) * Math.sin(angle) * Math.cos(heading);
  const reached = Math.asin(Math.max(-1, Math.min(1, sine)));
  const east = Math.atan2(
    Math.sin(heading) * Math.sin(angle) * Math.cos(latitude),
    Math.cos(angle) - Math.sin(latitude) * sine,
  );
  return { latitude: reached / RADIANS, longitude: normalised(from.longitude + east / RADIANS) };
}

/** Which way `to` lies from `from`: radians from north, clockwise. */
export function bearing(from: Coordinates, to: Coordinates): number {
  const [a, b] = [from.latitude * RADIANS, to.latitude * RADIANS];
  const east = (to.longitude - from.longitude) * RADIANS;
  return Math.atan2(
    Math.sin(east) * Math.cos(b),
    Math.cos(a) * Math.sin(b) - Math.sin(a) * Math.cos(b) * Math.cos(east),
  );
}

/** Degrees in -180..180. */
function normalised(longitude: number): number {
  if (longitude >= -180 && longitude <= 180) return longitude;
  const turned = (((longitude + 180) % 360) + 360) % 360;
  return turned - 180;
}
