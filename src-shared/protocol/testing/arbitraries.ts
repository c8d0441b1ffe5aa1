/** What the protocol's properties are tried on: every valid message, and lines that are nearly valid. */
import fc from 'fast-check';
import type { Ask, Message, Report, Update } from '../message.ts';

export const RUNS = 10_000;

const DIGIT = fc.constantFrom(...'0123456789');
/** The grammar's white space, LF aside. */
export const WHITE_SPACE = [' ', '\t', '\r', '\v', '\f'] as const;

export const digits = (minLength: number, maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: DIGIT, minLength, maxLength });

/** `digit {digit} ["." {digit}]`, with more digits than a double can hold, or none behind the point. */
export const decimals: fc.Arbitrary<string> = fc
  .tuple(
    fc.oneof(digits(1, 4), digits(8, 12), digits(13, 40)),
    fc.oneof(
      fc.constant(''),
      digits(0, 12).map((fraction) => `.${fraction}`),
    ),
  )
  .map(([whole, fraction]) => whole + fraction);

/** Valid decimals up to `max`: many of them just at it, with zeros in front and behind. */
export const upTo = (max: number): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom('', '0', '000'),
      fc.oneof(
        fc.constantFrom(String(max), `${max}.`, `${max}.0000000`),
        fc
          .tuple(fc.integer({ min: 0, max: max - 1 }), fc.oneof(fc.constant(''), digits(0, 9)))
          .map(([whole, fraction]) => (fraction === '' ? String(whole) : `${whole}.${fraction}`)),
      ),
    )
    .map(([zeros, value]) => zeros + value);

const SIGN = fc.constantFrom('+', '-');

export const locations: fc.Arbitrary<string> = fc
  .tuple(SIGN, upTo(90), SIGN, upTo(180))
  .map((all) => all.join(''));

/** Any text without the grammar's white space: UTF-8 of every length, controls, other white space than ours. */
export const words: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'abz.09-+?'), minLength: 1, maxLength: 12 }),
  fc
    .string({ unit: 'binary', minLength: 1, maxLength: 12 })
    .map((text) => text.replace(/[ \t\n\r\v\f]/g, '_')),
  fc.constantFrom(
    'kiwi.cs.ucla.edu',
    'IAMAT',
    'AT',
    '?',
    '\u00a0',
    '\u3000',
    '\ufeffbom',
    '\0',
    'x'.repeat(300),
  ),
);

export const diffs: fc.Arbitrary<string> = fc
  .tuple(SIGN, digits(1, 12), digits(1, 12))
  .map(([sign, whole, fraction]) => `${sign}${whole}.${fraction}`);

export const reports: fc.Arbitrary<Report> = fc.record({
  kind: fc.constant('iamat'),
  client: words,
  location: locations,
  timestamp: decimals,
});

export const asks: fc.Arbitrary<Ask> = fc.record({
  kind: fc.constant('whatsat'),
  client: words,
  radius: upTo(50),
  bound: upTo(20).map((value) => value.split('.')[0] ?? value),
});

export const updates: fc.Arbitrary<Update> = fc.record({
  kind: fc.constant('at'),
  origin: words,
  diff: diffs,
  client: words,
  location: locations,
  timestamp: decimals,
  extras: fc.array(words, { maxLength: 4 }),
});

export const messages: fc.Arbitrary<Message> = fc.oneof(reports, asks, updates);

const gaps = fc.string({ unit: fc.constantFrom(...WHITE_SPACE), minLength: 1, maxLength: 3 });

const KEYWORDS = [
  'IAMAT',
  'WHATSAT',
  'AT',
  'iamat',
  'IAMA',
  'IAMATS',
  'At',
  'WHATSAt',
  'WHATIS',
  '',
] as const;
const FIELDS = fc.oneof(
  words,
  locations,
  decimals,
  diffs,
  upTo(50),
  fc.constantFrom(
    '+90.0000001-180',
    '+90-180.0000001',
    '+34.-118.',
    '+.5-1',
    '34-118',
    '+34-118/',
    '+34',
    '+-',
  ),
  fc.constantFrom(
    'nan',
    'inf',
    '1e9',
    '-5',
    '1.2.3',
    '.5',
    '50.0001',
    '20.0',
    '21',
    '+1e-05',
    '--3.2',
    '+3',
    '+3.',
  ),
);

/** Lines of which many are valid in all but one place: white space of every kind, fields swapped, lost or odd. */
export const nearlyValidLines: fc.Arbitrary<string> = fc
  .tuple(
    fc.oneof(
      messages.map(fieldsOf),
      fc
        .tuple(messages.map(fieldsOf), fc.nat(7), fc.option(FIELDS))
        .map(([fields, at, odd]) => fields.toSpliced(at % fields.length, 1, ...(odd === null ? [] : [odd]))),
      fc
        .tuple(fc.constantFrom(...KEYWORDS), fc.array(FIELDS, { maxLength: 8 }))
        .map(([word, rest]) => [word, ...rest]),
    ),
    fc.array(gaps, { minLength: 16, maxLength: 16 }),
    fc.constantFrom('', ' ', '\t\r'),
  )
  .map(
    ([fields, between, around]) =>
      around +
      fields
        .map((field, i) => field + (between[i] ?? ' '))
        .join('')
        .trimEnd() +
      around,
  );

function fieldsOf(message: Message): string[] {
  switch (message.kind) {
    case 'iamat':
      return ['IAMAT', message.client, message.location, message.timestamp];
    case 'whatsat':
      return ['WHATSAT', message.client, message.radius, message.bound];
    case 'at':
      return [
        'AT',
        message.origin,
        message.diff,
        message.client,
        message.location,
        message.timestamp,
        ...message.extras,
      ];
  }
}
