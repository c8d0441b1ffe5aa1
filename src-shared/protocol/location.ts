/** ISO 6709 decimal degrees without a separator: `+34.068930-118.445127`. */
import { encodeText, MINUS, PLUS, viewOf } from './bytes.ts';
import { decimalEnd, isAtMost } from './decimal.ts';
import { PROTOCOL_LIMITS } from './limits.ts';

export interface Coordinates {
  /** Degrees, ±90. */
  readonly latitude: number;
  /** Degrees, ±180. */
  readonly longitude: number;
}

const isSign = (byte: number): boolean => byte === PLUS || byte === MINUS;

/** Where the longitude begins in the location in [start, end), or -1 if that is not a location. */
export function longitudeStart(bytes: DataView, start: number, end: number): number {
  if (start >= end || !isSign(bytes.getUint8(start))) return -1;
  const split = decimalEnd(bytes, start + 1, end);
  if (split < 0 || split >= end || !isSign(bytes.getUint8(split))) return -1;
  if (decimalEnd(bytes, split + 1, end) !== end) return -1;
  if (!isAtMost(bytes, start + 1, split, PROTOCOL_LIMITS.latitude)) return -1;
  if (!isAtMost(bytes, split + 1, end, PROTOCOL_LIMITS.longitude)) return -1;
  return split;
}

/** The degrees of a location's text, or undefined if it is not a location. For maps and Places, never for the wire. */
export function parseLocation(text: string): Coordinates | undefined {
  const bytes = viewOf(encodeText(text));
  const split = longitudeStart(bytes, 0, bytes.byteLength);
  if (split < 0) return undefined;
  return { latitude: Number(text.slice(0, split)), longitude: Number(text.slice(split)) };
}

/** Degrees as a location's text, with six decimals (about 0.1 m). */
export function formatLocation({ latitude, longitude }: Coordinates): string {
  return signed(latitude) + signed(longitude);
}

function signed(degrees: number): string {
  const digits = Math.abs(degrees).toFixed(6);
  return `${degrees < 0 && Number(digits) !== 0 ? '-' : '+'}${digits}`;
}
