/** The grammar once more, as regular expressions: slow, and with nothing in common with the scanner that it judges. */
import { compareExactly } from './exact.ts';

export interface Place {
  readonly start: number;
  readonly end: number;
}

export interface Judged {
  readonly kind: 'blank' | 'invalid' | 'iamat' | 'whatsat' | 'at';
  readonly fields: readonly Place[];
  /** All fields beyond the sixth. */
  readonly extras: Place;
}

const DECIMAL = '[0-9]+(?:\\.[0-9]*)?';
const LOCATION = new RegExp(`^[+-](${DECIMAL})[+-](${DECIMAL})$`);
const POSIX = new RegExp(`^${DECIMAL}$`);
const BOUND = /^[0-9]+$/;
const DIFF = /^[+-][0-9]+\.[0-9]+$/;

/** One character a byte, so that places in the text are places in the bytes. */
const latin1 = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');

export function grammarSays(line: Uint8Array): Judged {
  const found = [...latin1(line).matchAll(/[^ \t\r\v\f]+/g)];
  const fields = found.map(({ index, 0: text }) => ({ start: index, end: index + text.length }));
  const beyond = fields.slice(6);
  const extras = { start: beyond[0]?.start ?? line.length, end: beyond.at(-1)?.end ?? line.length };
  return { kind: kindOf(found.map(([text]) => text)), fields, extras };
}

function kindOf(fields: readonly string[]): Judged['kind'] {
  const [keyword, one = '', two = '', three = '', four = '', five = ''] = fields;
  if (keyword === undefined) return 'blank';
  if (keyword === 'IAMAT' && fields.length === 4 && isLocation(two) && POSIX.test(three) && one !== '')
    return 'iamat';
  if (keyword === 'WHATSAT' && fields.length === 4 && isUpTo(POSIX, two, '50') && isUpTo(BOUND, three, '20'))
    return 'whatsat';
  if (keyword === 'AT' && fields.length >= 6 && DIFF.test(two) && isLocation(four) && POSIX.test(five))
    return 'at';
  return 'invalid';
}

const isUpTo = (form: RegExp, text: string, max: string): boolean =>
  form.test(text) && compareExactly(text, max) <= 0;

function isLocation(text: string): boolean {
  const found = LOCATION.exec(text);
  return (
    found !== null && compareExactly(found[1] ?? '', '90') <= 0 && compareExactly(found[2] ?? '', '180') <= 0
  );
}
