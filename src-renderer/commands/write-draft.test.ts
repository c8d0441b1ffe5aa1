import { describe, expect, it } from 'vitest';
import { decodeText } from '../../src-shared/protocol/index.ts';
import { type Draft, FIRST_DRAFT, PLAIN_WAY } from './draft.ts';
import { forecastOf } from './forecast.ts';
import { unescapeText } from './raw-bytes.ts';
import { createSendClock, fillInTimes } from './send-clock.ts';
import { BUILT_IN, draftOfTemplate, templateText } from './templates.ts';
import { cutsOf, requestFor, writeDraft } from './write-draft.ts';

const MOMENT = { seconds: 1_479_413_884, nanos: 392_014_450 };

const raw = (text: string, more: Partial<Draft['way']> = {}, as: 'text' | 'hex' = 'text'): Draft => ({
  ...FIRST_DRAFT,
  form: 'raw',
  raw: { text, as },
  way: { ...PLAIN_WAY, ...more },
});

const bytesOf = (draft: Draft): string => {
  const written = writeDraft(draft, MOMENT);
  return written.ok ? decodeText(written.bytes) : `(${written.problem})`;
};

describe('a draft as bytes', () => {
  it('has the moment of sending where no time was typed', () => {
    expect(bytesOf(FIRST_DRAFT)).toBe('IAMAT kiwi +34.068930-118.445127 1479413884.392014450\n');
  });

  it.each([
    ['LF', 'a\nb\n'],
    ['CRLF', 'a\r\nb\r\n'],
    ['none', 'a\nb'],
  ] as const)('ends its lines with %s', (lineEnd, bytes) => {
    expect(bytesOf(raw('a\nb', { lineEnd }))).toBe(bytes);
  });

  it('takes hex as it stands, and says what is no hex', () => {
    expect(bytesOf(raw('49 41\n0a', {}, 'hex'))).toBe('IA\n');
    expect(bytesOf(raw('4', {}, 'hex'))).toContain('pairs of digits');
  });

  it('knows all escapes, and names the first that is none', () => {
    const typed = unescapeText(String.raw`\x00\r\n\t\\\0\u{1f40e}é`);
    expect(typed.ok && [...typed.bytes]).toEqual([0, 13, 10, 9, 92, 0, 0xf0, 0x9f, 0x90, 0x8e, 0xc3, 0xa9]);
    for (const text of ['a\\q', '\\', '\\x4', '\\u{d800}', '\\u{110000}', '\\u41']) {
      expect(unescapeText(text).ok).toBe(false);
    }
    expect(unescapeText('ab\\q')).toMatchObject({ problem: expect.stringContaining('character 3') });
  });

  it('means one moment by all times of one send', () => {
    expect(fillInTimes('{now} {now} {now-60} {now+0.000000001} {nowhere}', MOMENT)).toBe(
      '1479413884.392014450 1479413884.392014450 1479413824.392014450 1479413884.392014451 {nowhere}',
    );
  });

  it('is never sent at the same moment twice', () => {
    const moment = createSendClock(() => 1_000.25);
    expect([moment(), moment()]).toEqual([
      { seconds: 1, nanos: 250_000 },
      { seconds: 1, nanos: 250_001 },
    ]);
  });
});

describe('cuts', () => {
  const cuts = (text: string, length = 10) => cutsOf({ cuts: text, pauseMs: 5 }, length);

  it('are places inside of what is sent, in order, once each', () => {
    expect(cuts('9, 3 3')).toEqual([
      { at: 3, afterMs: 5 },
      { at: 9, afterMs: 5 },
    ]);
    expect(cuts('each', 3)).toEqual([
      { at: 1, afterMs: 5 },
      { at: 2, afterMs: 5 },
    ]);
    expect(cuts('each', 0)).toEqual([]);
  });

  it.each(['0', '-1', '1.5', 'x', '10', '11'])('are not “%s”', (text) => {
    expect(typeof cuts(text)).toBe('string');
  });

  it('go with the request', () => {
    const written = writeDraft(
      raw('abc', { cuts: '2', halfClose: true, stayOpen: true, waitS: 0.5 }),
      MOMENT,
    );
    expect(written.ok && requestFor(FIRST_DRAFT, 'Ball', written)).toMatchObject({
      server: 'Ball',
      cuts: [{ at: 2, afterMs: 100 }],
      timeoutMs: 10_000,
    });
  });
});

describe('what will be answered', () => {
  const forecast = (draft: Draft) => forecastOf(draft, 'Alford', MOMENT);
  const texts = (draft: Draft) => forecast(draft).answers.map(({ text }) => text);

  it('is the AT line for a report that keeps to the protocol', () => {
    expect(forecast(FIRST_DRAFT)).toMatchObject({ invalid: false, problems: {} });
    expect(texts(FIRST_DRAFT)).toEqual(['the AT line of this report']);
  });

  it('is said at the very field that breaks it', () => {
    const iamat = { ...FIRST_DRAFT.iamat, location: '34.07-118.45', time: 'noon' };
    const { problems, invalid } = forecast({ ...FIRST_DRAFT, iamat });
    expect(invalid).toBe(true);
    expect(Object.keys(problems)).toEqual(['location', 'time']);
    expect(problems.location).toContain('Alford will answer “? IAMAT kiwi 34.07-118.45 noon”');
    const whatsat = { client: 'a b', radius: '51', bound: '21' };
    expect(Object.keys(forecast({ ...FIRST_DRAFT, form: 'whatsat', whatsat }).problems)).toEqual([
      'client',
      'radius',
      'bound',
    ]);
  });

  it('is told line by line', () => {
    expect(texts(raw('nonsense\n\nWHATSAT kiwi 1 1\nIAMAT', { lineEnd: 'none' }))).toEqual([
      '“? nonsense”',
      'nothing: the line is blank',
      'the AT line of kiwi and places, or “? …” if it doesn’t know kiwi',
      'no answer: the line has no end yet',
    ]);
    expect(texts(raw('IAMAT', { lineEnd: 'none', halfClose: true }))).toEqual(['“? IAMAT”']);
    expect(texts(raw('a\nb\nc\nd\ne\nf'))).toHaveLength(5);
  });

  it('echoes only the beginning of a line that is too long', () => {
    expect(texts(raw('x'.repeat(9_000)))[0]).toMatch(/^“\? x{48}…”$/);
  });
});

describe('templates', () => {
  it.each(BUILT_IN.map((template) => [template.name, template] as const))(
    '“%s” can be sent',
    (_, { draft }) => {
      expect(writeDraft(draft, MOMENT).ok).toBe(true);
    },
  );

  it('come back from their text', () => {
    for (const { draft } of BUILT_IN) {
      const again = draftOfTemplate(templateText(draft));
      expect(again && bytesOf(again)).toBe(bytesOf(draft));
      expect(again?.way).toEqual(draft.way);
    }
  });

  it('are mended where a text is odd, and refused where it is none', () => {
    expect(draftOfTemplate('{"form":"raw","raw":{"text":5},"way":{"lineEnd":"LFLF","waitS":"x"}}')).toEqual({
      ...FIRST_DRAFT,
      form: 'raw',
    });
    for (const text of ['', 'null', '[]', '{}', '{"form":"x"}'])
      expect(draftOfTemplate(text)).toBeUndefined();
  });

  it('split a character where they say so', () => {
    const split = BUILT_IN.find(({ name }) => name === 'Split inside UTF-8');
    const written = split && writeDraft(split.draft, MOMENT);
    if (!written?.ok) throw new Error('it can be sent');
    const at = written.cuts[0]?.at ?? 0;
    expect(decodeText(written.bytes.subarray(0, at))).toContain('\ufffd');
  });
});
