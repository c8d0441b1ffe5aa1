import { beforeAll, describe, expect, it } from 'vitest';
import { buildGazetteer } from '../../scripts/build-gazetteer.mjs';
import { createPlaces, formatNearbyJson } from './places.ts';
import { PLACES_SOURCES } from './places-source.ts';
import { startFakeGoogle } from './testing/fake-google.ts';

const UCLA = { latitude: 34.06893, longitude: -118.445127, radiusMetres: 10_000 };
const CANARY = 'AIza-canary/+key=42';
const never = (): AbortSignal => new AbortController().signal;

beforeAll(() => {
  buildGazetteer();
}, 60_000);

describe('places', () => {
  it.each(PLACES_SOURCES)('from %s: always an answer that can be written', async (source) => {
    const places = createPlaces({ source });
    expect(places.name).toBe(source);
    const answer = await places.nearby(UCLA, never());
    // Without a key neither of Google's is asked.
    expect(answer.status).toBe(source === 'gazetteer' ? 'OK' : 'REQUEST_DENIED');
    expect(JSON.parse(formatNearbyJson(answer, 5)).results).toHaveLength(source === 'gazetteer' ? 5 : 0);
    await places.close();
    await places.close();
  });

  it('say that they are off', async () => {
    const answer = await createPlaces({ source: 'off' }).nearby(UCLA, never());
    expect(answer.error_message).toBe('Places is off.');
  });

  it('cost one request for equal questions at once and soon after, and a new one when that is long ago', async () => {
    const google = await startFakeGoogle();
    let now = 0;
    const places = createPlaces({ source: 'google', url: google.url, clock: () => now });
    const atOnce = [1, 2, 3].map(() => places.nearby(UCLA, never()));
    const [first, ...others] = await Promise.all(atOnce);
    for (const other of others) expect(other).toBe(first);
    expect(await places.nearby(UCLA, never())).toBe(first);
    expect(google.requests).toHaveLength(1);
    now += 3_600_000;
    await places.nearby(UCLA, never());
    expect(google.requests).toHaveLength(2);
    await places.close();
    await google.close();
  });

  it.each([
    ['', undefined],
    ['  \n', undefined],
    [` ${CANARY}\n`, CANARY],
  ])('take the key %j without the space around it', async (key, sent) => {
    const google = await startFakeGoogle();
    const places = createPlaces({ source: 'google-new', url: google.url, key });
    expect((await places.nearby(UCLA, never())).status).toBe('OK');
    expect(google.requests[0]?.headers['x-goog-api-key']).toBe(sent);
    await places.close();
    await google.close();
  });

  it('name a gazetteer that is not there at once', () => {
    expect(() => createPlaces({ source: 'gazetteer', gazetteerPath: '/no/such/file' })).toThrow(
      expect.objectContaining({ code: 'GAZETTEER_MISSING' }),
    );
  });

  it.each([
    '',
    'localhost:8080',
    '127.0.0.1:8080',
    'ftp://example.org',
    'http://',
    `http://user:${CANARY}@example.org`,
    `http://user:${CANARY}@example.org:99999`,
    `http://example.org/?key=${CANARY}`,
    `http://example.org/#${CANARY}`,
    `http://[${CANARY}`,
    `http://[${encodeURIComponent(CANARY)}`,
  ])('refuse the URL %j and show no secret', (url) => {
    const create = () => createPlaces({ source: 'google', url, key: CANARY });
    expect(create).toThrow(expect.objectContaining({ code: 'PLACES_URL' }));
    try {
      create();
    } catch (error) {
      const shown = `${JSON.stringify(error)} ${(error as Error).stack}`;
      expect(shown).not.toContain(CANARY);
      expect(shown).not.toContain(encodeURIComponent(CANARY));
    }
  });
});
