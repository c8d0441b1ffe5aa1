/** What a reply must look like, tried on the bytes that have come so far. */
import { decodeText, encodeText, parseLocation } from '../../src-shared/protocol/index.ts';
import { describeByte, firstDifference } from './wrong-byte.ts';

/** The outcome of trying: it is there, it may yet come, or it can't come any more. */
export type Match =
  | { readonly kind: 'match'; readonly used: number }
  | { readonly kind: 'more' }
  | {
      readonly kind: 'wrong';
      readonly offset: number;
      readonly what: string;
      readonly expected?: Uint8Array;
    };

export interface ReplyMatcher {
  /** As the transcript says it. */
  readonly describe: string;
  match(bytes: Uint8Array): Match;
}

const LF = 0x0a;
const SPACE = 0x20;
const MORE: Match = { kind: 'more' };

export function exactly(expected: Uint8Array, describe: string): ReplyMatcher {
  return {
    describe,
    match(bytes) {
      const offset = firstDifference(expected, bytes);
      if (offset === undefined) return { kind: 'match', used: expected.length };
      if (offset >= bytes.length) return MORE;
      return { kind: 'wrong', offset, what: describeByte(expected[offset]), expected };
    },
  };
}

/** Any one of several; of wrong ones the one that went well for longest is told. */
export function oneOf(matchers: readonly ReplyMatcher[], describe: string): ReplyMatcher {
  return {
    describe,
    match(bytes) {
      const tried = matchers.map((matcher) => matcher.match(bytes));
      const best = tried.find(({ kind }) => kind === 'match') ?? tried.find(({ kind }) => kind === 'more');
      if (best) return best;
      const wrong = tried.flatMap((match) => (match.kind === 'wrong' ? [match] : []));
      wrong.sort((a, b) => b.offset - a.offset);
      return wrong[0] ?? { kind: 'wrong', offset: 0, what: describe };
    },
  };
}

/** A field of a line: exact text, or a rule that gives the place of its first fault. */
export type Field =
  | string
  | { readonly what: string; readonly faultAt: (text: string) => number | undefined };

const grammar = (what: string, prefix: RegExp, whole: RegExp): Exclude<Field, string> => ({
  what,
  faultAt: (text) => (whole.test(text) ? undefined : (prefix.exec(text)?.[0].length ?? 0)),
});

export const ANY_DIFF = grammar('a signed decimal with a fraction', /^[+-]?(?:\d+\.?\d*)?/, /^[+-]\d+\.\d+$/);
export const POSITIVE_DIFF = grammar('“+” and a decimal', /^\+?(?:\d+\.?\d*)?/, /^\+\d+\.\d+$/);
export const NEGATIVE_DIFF = grammar('“-” and a decimal', /^-?(?:\d+\.?\d*)?/, /^-\d+\.\d+$/);
export const ANY_TIME = grammar('a decimal', /^\d*\.?\d*/, /^\d+(\.\d+)?$/);
export const ANY_WORD = grammar('a word', /^/, /^\S+$/);
export const ANY_LOCATION: Field = {
  what: 'a location in ISO 6709',
  faultAt: (text) => (parseLocation(text) === undefined ? 0 : undefined),
};

/** A line of exactly these fields, single spaces between them, ended by LF. */
export function fieldsLine(fields: readonly Field[], describe: string): ReplyMatcher {
  const exact = fields.every((field) => typeof field === 'string');
  if (exact) return exactly(encodeText(`${fields.join(' ')}\n`), describe);
  return {
    describe,
    match(bytes) {
      let at = 0;
      for (const [index, field] of fields.entries()) {
        const fault = typeof field === 'string' ? exactFault(field, bytes, at) : ruleFault(field, bytes, at);
        if (typeof fault === 'object') return fault;
        at = fault;
        const separator = index === fields.length - 1 ? LF : SPACE;
        if (at >= bytes.length) return MORE;
        if (bytes[at] !== separator) return { kind: 'wrong', offset: at, what: describeByte(separator) };
        at++;
      }
      return { kind: 'match', used: at };
    },
  };
}

function exactFault(field: string, bytes: Uint8Array, at: number): number | Match {
  const expected = encodeText(field);
  const difference = firstDifference(expected, bytes.subarray(at));
  if (difference === undefined) return at + expected.length;
  const offset = at + difference;
  if (offset >= bytes.length) return MORE;
  return { kind: 'wrong', offset, what: `${describeByte(expected[difference])} of “${field}”` };
}

function ruleFault(field: Exclude<Field, string>, bytes: Uint8Array, at: number): number | Match {
  let end = at;
  while (end < bytes.length && bytes[end] !== SPACE && bytes[end] !== LF) end++;
  if (end === bytes.length) return MORE;
  const fault = field.faultAt(decodeText(bytes.subarray(at, end)));
  return fault === undefined ? end : { kind: 'wrong', offset: at + fault, what: field.what };
}

export interface JsonShape {
  /** How many results there may be. */
  readonly least: number;
  readonly most: number;
  /** Statuses that are accepted; empty: any. */
  readonly statuses: readonly string[];
}

/** A WHATSAT's JSON and the two newlines that end it. */
export function jsonReply({ least, most, statuses }: JsonShape, describe: string): ReplyMatcher {
  const wrong = (offset: number, what: string): Match => ({
    kind: 'wrong',
    offset: Math.max(0, offset),
    what,
  });
  return {
    describe,
    match(bytes) {
      if (bytes.length === 0) return MORE;
      if (bytes[0] !== 0x7b) return wrong(0, 'JSON, beginning with “{”');
      const end = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf('\n\n');
      if (end === -1) return MORE;
      const text = decodeText(bytes.subarray(0, end));
      const offsetOf = (member: string): number => {
        const place = text.indexOf(`"${member}"`);
        return place === -1 ? end : Buffer.byteLength(text.slice(0, place));
      };
      const answer = parseObject(text);
      if (!answer) return wrong(end, 'the end of well-formed JSON');
      const { results, status } = answer;
      if (!Array.isArray(results)) return wrong(offsetOf('results'), 'a list of “results”');
      if (results.length < least || results.length > most) {
        const wanted = least === most ? `${least}` : `${least} to ${most}`;
        return wrong(offsetOf('results'), `${wanted} results (there are ${results.length})`);
      }
      if (typeof status !== 'string' || (statuses.length > 0 && !statuses.includes(status))) {
        return wrong(
          offsetOf('status'),
          `status ${statuses.join(' or ') || 'as text'} (it is ${JSON.stringify(status)})`,
        );
      }
      return { kind: 'match', used: end + 2 };
    },
  };
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value))
      : undefined;
  } catch {
    return undefined;
  }
}
