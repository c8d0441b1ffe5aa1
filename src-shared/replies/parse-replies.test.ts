import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeText } from '../protocol/index.ts';
import { parseReplies, REPLY_LIMITS } from './parse-replies.ts';

const AT = 'AT Alford +0.263873386 kiwi +34.068930-118.445127 1479413884.392014450';
const place = {
  name: 'Powell Library',
  geometry: { location: { lat: 34.0716, lng: -118.4421 } },
  types: ['library', 'establishment'],
  vicinity: 'Los Angeles',
  place_id: 'x1',
  rating: 4.7,
};
const json = (value: unknown): string => `${JSON.stringify(value, undefined, 3)}\n\n`;
const parse = (text: string): ReturnType<typeof parseReplies>['replies'] =>
  parseReplies(encodeText(text)).replies;

describe('replies', () => {
  it('are told apart', () => {
    const replies = parse(
      `${AT}\n${json({ html_attributions: [], results: [place], status: 'OK' })}? WHATSAT kiwi 51 5\n${AT}\nhello\r\n`,
    );
    expect(replies.map(({ kind }) => kind)).toEqual(['at', 'json', 'refused', 'at', 'other']);
    expect(replies[0]).toMatchObject({ text: AT, update: { origin: 'Alford', client: 'kiwi' } });
    expect(replies[1]).toMatchObject({
      status: 'OK',
      places: [
        {
          name: 'Powell Library',
          latitude: 34.0716,
          longitude: -118.4421,
          types: ['library', 'establishment'],
          vicinity: 'Los Angeles',
          placeId: 'x1',
          rating: 4.7,
        },
      ],
    });
    expect(replies[2]).toMatchObject({ line: 'WHATSAT kiwi 51 5' });
  });

  it.each([
    ['{"results": [}\n\n', 'no well-formed JSON'],
    ['{"status": "OK"}\n\n', 'no list of results'],
    [
      json({ results: [place, { name: 'nowhere' }, null, { geometry: { location: { lat: 91, lng: 0 } } }] }),
      '3 of 4',
    ],
    [`{"results": ${'['.repeat(1_000_000)}\n\n`, 'no well-formed JSON'],
  ])('say what can’t be read in %.40j', (text, problem) => {
    const [reply, ...more] = parse(text);
    expect(more).toEqual([]);
    expect(reply).toMatchObject({ kind: 'json', problem: expect.stringContaining(problem) });
  });

  it('keep what is odd in a place from doing harm', () => {
    const odd = {
      ...place,
      name: 7,
      types: [1, 'bar', null],
      vicinity: {},
      rating: 'high',
      place_id: 'x'.repeat(5_000),
    };
    const [reply] = parse(
      `{"__proto__": {"status": "X"}, "results": [${JSON.stringify(odd)}], "status": "OK"}\n\n`,
    );
    if (reply?.kind !== 'json') throw new Error('it is JSON');
    expect(reply.places[0]).toMatchObject({ name: '', types: ['bar'], vicinity: '' });
    expect(reply.places[0]?.placeId.length).toBe(1_000);
    expect(Object.hasOwn(reply.places[0] ?? {}, 'rating')).toBe(false);
  });

  it('are bounded', () => {
    expect(parseReplies(encodeText('x\n'.repeat(10_000)))).toMatchObject({ leftOutBytes: 10_000 });
    const [line] = parse('y'.repeat(1_000_000));
    expect(line?.text.length).toBe(REPLY_LIMITS.textChars + 1);
  });

  it('never throw, and lose no line', () => {
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc
        .constantFrom(`${AT}\n`, '? no\n', '{', '\n\n', json({ results: [place] }))
        .map((text) => encodeText(text)),
      fc.jsonValue().map((value) => encodeText(`{"results": ${JSON.stringify(value)}}\n\n`)),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const bytes = Uint8Array.from(pieces.flatMap((part) => [...part]));
        const { replies, leftOutBytes } = parseReplies(bytes);
        expect(leftOutBytes).toBe(0);
        const size = replies.reduce((sum, { text }) => sum + encodeText(text).length, 0);
        const lineEnds = bytes.filter((byte) => byte === 10).length;
        // What isn't UTF-8 is shown by three bytes.
        expect(size).toBeGreaterThanOrEqual(bytes.length - lineEnds - 3);
      }),
    );
  });
});
