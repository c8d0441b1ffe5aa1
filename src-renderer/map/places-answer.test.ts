import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../src-shared/console-contract.ts';
import { encodeText } from '../../src-shared/protocol/index.ts';
import { PLACE_LIMITS } from '../../src-shared/replies/read-places.ts';
import { placesAnswer } from './places-answer.ts';

const AT = 'AT Alford +0.263873386 kiwi +34.068930-118.445127 1479413884.392014450';
const place = (name: string, lat: number, more: object = {}) => ({
  name,
  geometry: { location: { lat, lng: -118.445127 } },
  ...more,
});
const json = (value: unknown): string => `${JSON.stringify(value, undefined, 3)}\n\n`;
const exchange = (sent: string, received: string): Exchange => ({
  server: 'Alford',
  sent: encodeText(sent),
  received: encodeText(received),
  end: 'answered',
  tookMs: 1,
});
const ask = (received: string, sent = 'WHATSAT kiwi 10 5\n') => placesAnswer(exchange(sent, received));

describe('the places of an answer', () => {
  it('come nearest first, with their distance', () => {
    const answer = ask(
      `${AT}\n${json({
        results: [
          place('far', 34.1),
          place('near', 34.07, { types: ['library', 7], vicinity: 'Los Angeles', place_id: 'x' }),
        ],
        status: 'OK',
      })}`,
    );
    expect(answer).toMatchObject({
      server: 'Alford',
      client: 'kiwi',
      radiusKm: 10,
      status: 'OK',
      problem: null,
    });
    expect(answer?.places.map(({ name }) => name)).toEqual(['near', 'far']);
    expect(answer?.places[0]).toMatchObject({ types: ['library'], vicinity: 'Los Angeles', id: 'x' });
    expect(answer?.places[0]?.distance).toBeCloseTo(119, 0);
  });

  it('are those of the last WHATSAT', () => {
    const other = AT.replace('kiwi', 'lime').replace('+34.068930', '+10');
    const answer = ask(
      `${AT}\n${json({ results: [place('a', 34)] })}${other}\n${json({ results: [place('b', 10)] })}`,
      'WHATSAT kiwi 10 5\nWHATSAT lime 20 5\n',
    );
    expect(answer).toMatchObject({ client: 'lime', radiusKm: 20, centre: { latitude: 10 } });
    expect(answer?.places.map(({ name }) => name)).toEqual(['b']);
  });

  it('are none where nothing was asked, or no AT line says where', () => {
    expect(ask(`${AT}\n`, 'IAMAT kiwi +1+1 1\n')).toBeUndefined();
    expect(ask('? WHATSAT kiwi 10 5\n')).toBeUndefined();
    expect(ask(json({ results: [place('a', 34)] }))).toBeUndefined();
    expect(ask('')).toBeUndefined();
  });

  it.each([
    ['{"results": [}\n\n', 'no well-formed JSON'],
    ['{"status": "OK"}\n\n', 'no list of results'],
    [json({ results: [place('a', 34), null, place('b', 91), { name: 'nowhere' }] }), '3 of 4'],
  ])('say what can’t be read in %.30j', (received, problem) => {
    expect(ask(`${AT}\n${received}`)?.problem).toContain(problem);
  });

  it('are bounded, whatever comes', () => {
    const many = Array.from({ length: 1_000 }, () =>
      place('x'.repeat(2_000), 34, { types: {}, vicinity: [] }),
    );
    const answer = ask(`${AT}\n${json({ results: many })}`);
    expect(answer?.places.length).toBe(PLACE_LIMITS.places);
    expect(answer?.places[0]?.name.length).toBe(PLACE_LIMITS.textChars);
    expect(answer?.problem).toContain('800 of 1000');
    expect(ask(`${AT}\n{"__proto__": {"results": []}}\n\n`)?.problem).toContain('no list');
  });
});
