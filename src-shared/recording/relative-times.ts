/** Timestamps as values of a scenario: as far from each other as they were, and about now whenever it is replayed. */
import { splitFields } from '../protocol/message.ts';
import type { SentLine } from './sent-lines.ts';
import { literal } from './step-text.ts';

/** The value that all times are counted from. */
export const BEGAN = 'recordingBegan';
const DAY_SECONDS = 86_400;
const TIMESTAMP = /^(\d+)(?:\.(\d+))?$/;
/** A timestamp with more digits than anybody's clock has stays as it is. */
const MOST_DIGITS = 100;

interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

export class RelativeTimes {
  readonly #keep: boolean;
  #base: Decimal | undefined;

  constructor(keep: boolean) {
    this.#keep = keep;
  }

  /** Whether any time is counted from the value BEGAN. */
  get used(): boolean {
    return this.#base !== undefined;
  }

  /** @param atMs when it was sent; a time that is a day older is kept */
  template(timestamp: string, atMs: number): string {
    const read = this.#keep ? undefined : decimal(timestamp);
    if (read === undefined) return literal(timestamp);
    if (Number(timestamp) < atMs / 1000 - DAY_SECONDS) return literal(timestamp);
    this.#base ??= read;
    const apart = difference(read, this.#base);
    return apart === '' ? `{${BEGAN}}` : `{${BEGAN}${apart}}`;
  }

  /** A plain line with its timestamp replaced; undefined: it has none. */
  line({ parsed, text }: SentLine, atMs: number): string | undefined {
    if (text === undefined || (parsed.kind !== 'iamat' && parsed.kind !== 'at')) return undefined;
    const place = parsed.kind === 'iamat' ? 3 : 5;
    const timestamp = splitFields(text)[place];
    if (timestamp === undefined) return undefined;
    const before =
      new RegExp(`^[ \\t\\r\\v\\f]*(?:[^ \\t\\r\\v\\f]+[ \\t\\r\\v\\f]+){${place}}`).exec(text)?.[0] ?? '';
    const after = text.slice(before.length + timestamp.length);
    return `${literal(before)}${this.template(timestamp, atMs)}${literal(after)}`;
  }
}

function decimal(text: string): Decimal | undefined {
  const [, whole = '', fraction = ''] = (text.length <= MOST_DIGITS && TIMESTAMP.exec(text)) || [];
  return whole === '' ? undefined : { digits: BigInt(whole + fraction), scale: fraction.length };
}

/** `+1.5`, `-10`, or nothing when they are equal. */
function difference(a: Decimal, b: Decimal): string {
  const scale = Math.max(a.scale, b.scale);
  const apart = a.digits * 10n ** BigInt(scale - a.scale) - b.digits * 10n ** BigInt(scale - b.scale);
  if (apart === 0n) return '';
  const digits = (apart < 0n ? -apart : apart).toString().padStart(scale + 1, '0');
  const text = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return `${apart < 0n ? '-' : '+'}${text}`;
}
