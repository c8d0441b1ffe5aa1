/**
 * Reads the gazetteer's file, whose layout `scripts/build-gazetteer.mjs` owns:
 * columns of numbers that are used where they lie, and texts that are decoded
 * only for the places that are answered.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { HerdError } from '../../src-shared/errors.ts';

const MAGIC = 'HERDGAZ1';
const ALIGNMENT = 8;

const whole = z.number().int().nonnegative();
const section = z.object({ offset: whole, byteLength: whole });
const headerSchema = z.object({
  count: whole,
  rows: whole.min(1),
  columns: whole.min(1),
  stepsPerDegree: whole.min(1),
  attributions: z.array(z.string()),
  sections: z.object({
    latitude: section,
    longitude: section,
    cellStart: section,
    area: section,
    nameStart: section,
    areaStart: section,
    kind: section,
    nameBytes: section,
    areaBytes: section,
  }),
});

export type PlaceKind = 'locality' | 'postal_code';

/** All places, sorted by the cell of a grid of equal degrees that they lie in. */
export interface GazetteerFile {
  readonly count: number;
  /** Cells from pole to pole, and around. */
  readonly rows: number;
  readonly columns: number;
  /** Where each cell's places start; one more than there are cells. Cell = row × columns + column. */
  readonly cellStart: Uint32Array;
  /** What the licences ask for, as HTML. */
  readonly attributions: readonly string[];
  /** Degrees. */
  latitude(place: number): number;
  longitude(place: number): number;
  name(place: number): string;
  /** What the place lies in, in words. */
  area(place: number): string;
  kind(place: number): PlaceKind;
}

/** Throws GAZETTEER_MISSING when the file can't be read or isn't what the build script writes. */
export function readGazetteerFile(path: string): GazetteerFile {
  try {
    return open(readFileSync(path));
  } catch (error) {
    throw new HerdError('GAZETTEER_MISSING', { path, reason: reasonOf(error) });
  }
}

/** Why a file could not be used, in a few words. */
export function reasonOf(error: unknown): string {
  if (error instanceof z.ZodError) return 'Its header is not one of this version.';
  return error instanceof Error ? error.message : String(error);
}

function open(file: Buffer): GazetteerFile {
  if (file.length < MAGIC.length + 4 || file.toString('latin1', 0, MAGIC.length) !== MAGIC) {
    throw new Error('It is not a gazetteer file.');
  }
  const headerEnd = MAGIC.length + 4 + file.readUInt32LE(MAGIC.length);
  const { sections, ...facts } = headerSchema.parse(
    JSON.parse(file.toString('utf8', MAGIC.length + 4, headerEnd)),
  );
  const base = Math.ceil(headerEnd / ALIGNMENT) * ALIGNMENT;
  const bytes = (name: keyof typeof sections, length?: number): Buffer => {
    const { offset, byteLength } = sections[name];
    const part = file.subarray(base + offset, base + offset + byteLength);
    if (part.length !== (length ?? byteLength)) throw new Error(`Its section “${name}” is cut off.`);
    return part;
  };
  // Copied, because a typed array must start at a multiple of its width in memory, and a Buffer need not.
  const uint32 = (name: keyof typeof sections, length?: number) =>
    new Uint32Array(aligned(bytes(name, length === undefined ? undefined : length * 4)));
  const int32 = (name: keyof typeof sections, length: number) =>
    new Int32Array(aligned(bytes(name, length * 4)));

  const { count, rows, columns, stepsPerDegree, attributions } = facts;
  const latitude = int32('latitude', count);
  const longitude = int32('longitude', count);
  const area = uint32('area', count);
  const kind = new Uint8Array(aligned(bytes('kind', count)));
  const cellStart = uint32('cellStart', rows * columns + 1);
  const nameText = texts(uint32('nameStart', count + 1), bytes('nameBytes'));
  const areaText = texts(uint32('areaStart'), bytes('areaBytes'));
  return {
    count,
    rows,
    columns,
    attributions,
    cellStart,
    latitude: (place) => at(latitude, place) / stepsPerDegree,
    longitude: (place) => at(longitude, place) / stepsPerDegree,
    name: nameText,
    area: (place) => areaText(at(area, place)),
    kind: (place) => (at(kind, place) === 0 ? 'locality' : 'postal_code'),
  };
}

function aligned(part: Buffer): ArrayBuffer {
  return new Uint8Array(part).buffer;
}

function at(numbers: Int32Array | Uint32Array | Uint8Array, index: number): number {
  return numbers[index] ?? 0;
}

function texts(start: Uint32Array, bytes: Buffer): (index: number) => string {
  // The strings stay UTF-8 until asked for, in a buffer of their own: the file's can then be let go.
  const own = Buffer.from(bytes);
  return (index) => own.toString('utf8', at(start, index), at(start, index + 1));
}
