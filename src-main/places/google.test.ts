import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createGoogleLegacy } from './google-legacy.ts';
import { createGoogleNew, FIELD_MASK } from './google-new.ts';
import type { GoogleOptions } from './google-source.ts';
import type { PlacesSource } from './places-source.ts';
import {
  type FakeBehaviour,
  type FakeGoogle,
  type FakeGoogleOptions,
  startFakeGoogle,
} from './testing/fake-google.ts';

const UCLA = { latitude: 34.06893, longitude: -118.445127, radiusMetres: 10_000 };
const CANARY = 'AIza-canary/+key=42';
const never = (): AbortSignal => new AbortController().signal;

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function fake(options?: FakeGoogleOptions): Promise<FakeGoogle> {
  const google = await startFakeGoogle(options);
  ends.push(() => google.close());
  return google;
}

function opened(source: PlacesSource): PlacesSource {
  ends.push(() => source.close());
  return source;
}

/** A port that nobody listens on: it was just given back. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const FORMS = [
  { name: 'google', create: createGoogleLegacy },
  { name: 'google-new', create: createGoogleNew },
] as const;

describe.each(FORMS)('$name', ({ name, create }) => {
  const ask = async (google: FakeGoogle, options: GoogleOptions = {}) =>
    opened(create({ url: google.url, key: CANARY, ...options })).nearby(UCLA, never());

  it('is named as --places names it', () => {
    expect(opened(create({})).name).toBe(name);
  });

  it('answers in the legacy form', async () => {
    const answer = await ask(await fake({ key: CANARY }));
    expect(answer.status).toBe('OK');
    expect(answer.html_attributions).toEqual([]);
    expect(answer.results).toHaveLength(20);
    expect(answer.results[3]).toMatchObject({
      business_status: 'OPERATIONAL',
      geometry: { location: { lat: 34.003, lng: -118.003 } },
      name: 'Café 3\nby the sea',
      place_id: 'fake-3',
      types: ['cafe', 'food'],
      vicinity: '1 Long Street, Los Angeles',
    });
  });

  it.each(['ZERO_RESULTS', 'OVER_QUERY_LIMIT', 'REQUEST_DENIED', 'INVALID_REQUEST', 'UNKNOWN_ERROR'])(
    'passes %s on, asked once',
    async (status) => {
      const google = await fake({ behaviour: { kind: 'status', status, message: 'Because.' } });
      const answer = await ask(google);
      expect(answer).toMatchObject({ status, results: [], html_attributions: [] });
      if (status !== 'ZERO_RESULTS') expect(answer.error_message).toBe('Because.');
      expect(google.requests).toHaveLength(1);
    },
  );

  /** All that may have been counted: a failed answer after exactly one request. */
  const ONCE: readonly [string, FakeBehaviour, string][] = [
    ['a 500', { kind: 'raw', httpStatus: 500, body: '' }, 'UNKNOWN_ERROR'],
    ['a 503 without Retry-After', { kind: 'raw', httpStatus: 503, body: '' }, 'UNKNOWN_ERROR'],
    [
      'a 503 with a Retry-After that is too long',
      { kind: 'raw', httpStatus: 503, body: '', headers: { 'retry-after': '60' } },
      'UNKNOWN_ERROR',
    ],
    [
      'a 429 with Retry-After',
      { kind: 'raw', httpStatus: 429, body: '', headers: { 'retry-after': '0' } },
      'OVER_QUERY_LIMIT',
    ],
    ['a 403 without JSON', { kind: 'raw', httpStatus: 403, body: 'no' }, 'REQUEST_DENIED'],
    ['a 400 without JSON', { kind: 'raw', httpStatus: 400, body: 'no' }, 'INVALID_REQUEST'],
    ['HTML with 200', { kind: 'html-echo', httpStatus: 200 }, 'UNKNOWN_ERROR'],
    ['an empty body', { kind: 'raw', body: '' }, 'UNKNOWN_ERROR'],
    ['JSON that is no object', { kind: 'raw', body: '[1]' }, 'UNKNOWN_ERROR'],
    ['JSON that is null', { kind: 'raw', body: 'null' }, 'UNKNOWN_ERROR'],
    [
      'lists that are not lists',
      { kind: 'raw', body: '{"status":"OK","results":{},"places":{}}' },
      'UNKNOWN_ERROR',
    ],
    [
      'a status that is a trap',
      { kind: 'raw', body: '{"status":"OK\\nAT","results":[],"error":{"status":"constructor"}}' },
      'UNKNOWN_ERROR',
    ],
    ['endless nesting', { kind: 'raw', body: '['.repeat(200_000) + ']'.repeat(200_000) }, 'UNKNOWN_ERROR'],
    ['a cut-off body', { kind: 'cut-off' }, 'UNKNOWN_ERROR'],
    ['a reset', { kind: 'reset' }, 'UNKNOWN_ERROR'],
    ['a huge body', { kind: 'huge', bytes: 3_000_000 }, 'UNKNOWN_ERROR'],
  ];
  it.each(ONCE)('answers %s with a status and no results, asked once', async (_what, behaviour, status) => {
    const google = await fake({ behaviour });
    const answer = await ask(google);
    expect(answer).toMatchObject({ status, results: [], html_attributions: [] });
    expect(answer.error_message).toEqual(expect.any(String));
    expect(google.requests).toHaveLength(1);
  });

  it.each([
    ['silent', { totalMs: 100 }],
    ['stalled', { totalMs: 100 }],
    ['silent', { headersMs: 100 }],
    ['stalled', { bodyMs: 100 }],
  ] as const)('gives up on a %s server (%j), asked once', async (kind, limits) => {
    const google = await fake({ behaviour: { kind } });
    expect(await ask(google, { limits })).toMatchObject({ status: 'UNKNOWN_ERROR', results: [] });
    expect(google.requests).toHaveLength(1);
  });

  it('does not follow a redirect, which would take the key elsewhere', async () => {
    const elsewhere = await fake();
    const google = await fake({ behaviour: { kind: 'redirect', to: `${elsewhere.url}/maps` } });
    expect(await ask(google)).toMatchObject({ status: 'UNKNOWN_ERROR', results: [] });
    expect(elsewhere.requests).toHaveLength(0);
  });

  it('tries again when a 503 says soon, since it was not taken', async () => {
    const google = await fake();
    const later = { kind: 'raw', httpStatus: 503, body: '', headers: { 'retry-after': '0' } } as const;
    google.behave(later, { kind: 'places', count: 2 });
    expect((await ask(google)).results).toHaveLength(2);
    google.behave(later);
    expect((await ask(google)).status).toBe('UNKNOWN_ERROR');
    expect(google.requests).toHaveLength(4);
  });

  it('tries a refused connection again, as often as it may, and then says so', async () => {
    let waits = 0;
    const source = opened(
      create({
        url: `http://127.0.0.1:${await closedPort()}`,
        limits: { retries: 3, backoffMs: 1 },
        random: () => {
          waits++;
          return 0;
        },
      }),
    );
    const answer = await source.nearby(UCLA, never());
    expect(answer).toMatchObject({ status: 'UNKNOWN_ERROR', results: [] });
    expect(answer.error_message).toContain('refused');
    expect(waits).toBe(3);
  });

  it('keeps its connection from one question to the next', async () => {
    const google = await fake();
    const source = opened(create({ url: google.url, limits: { connections: 1 } }));
    for (let i = 0; i < 5; i++) expect((await source.nearby(UCLA, never())).status).toBe('OK');
    expect(google.requests).toHaveLength(5);
    expect(google.connections).toBe(1);
  });

  it('stops asking when the asker is gone', async () => {
    const google = await fake({ behaviour: { kind: 'silent' } });
    const leave = new AbortController();
    const answer = opened(create({ url: google.url })).nearby(UCLA, leave.signal);
    const seen = await google.request(0);
    leave.abort(new Error('gone'));
    await expect(answer).rejects.toThrow('gone');
    await seen.abandoned;
    expect(google.requests).toHaveLength(1);
  });

  it('does not even start for an asker that is already gone', async () => {
    const google = await fake();
    const source = opened(create({ url: google.url }));
    await expect(source.nearby(UCLA, AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
    await expect(create({}).nearby(UCLA, AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
    expect(google.requests).toHaveLength(0);
  });

  it('answers what is under way when it is closed, and what comes after; twice is once', async () => {
    const google = await fake({ behaviour: { kind: 'silent' } });
    const source = create({ url: google.url });
    const answer = source.nearby(UCLA, never());
    await google.request(0);
    await source.close();
    await source.close();
    expect((await answer).status).toBe('UNKNOWN_ERROR');
    expect((await source.nearby(UCLA, never())).status).toBe('UNKNOWN_ERROR');
  });

  it('is denied without a key and without asking', async () => {
    expect(await create({}).nearby(UCLA, never())).toMatchObject({ status: 'REQUEST_DENIED', results: [] });
  });

  it('asks a server of the operator’s without a key, when there is none', async () => {
    const google = await fake();
    expect((await opened(create({ url: google.url })).nearby(UCLA, never())).status).toBe('OK');
    expect(google.requests[0]?.query.has('key')).toBe(false);
    expect(google.requests[0]?.headers['x-goog-api-key']).toBeUndefined();
  });

  it('puts its path behind that of the URL', async () => {
    const google = await fake();
    await opened(create({ url: `${google.url}/proxy/` })).nearby(UCLA, never());
    expect(google.requests[0]?.path).toMatch(
      /^\/proxy\/(maps\/api\/place\/nearbysearch\/json|v1\/places:searchNearby)$/,
    );
  });

  it('asks for a metre where the radius is 0: Google takes only more', async () => {
    const google = await fake();
    const source = opened(create({ url: google.url }));
    expect((await source.nearby({ ...UCLA, radiusMetres: 0 }, never())).status).toBe('OK');
  });

  it.each<FakeBehaviour>([
    { kind: 'json-echo' },
    { kind: 'html-echo', httpStatus: 200 },
    { kind: 'html-echo', httpStatus: 500 },
    { kind: 'raw', body: JSON.stringify({ status: 'OK', results: [{ [CANARY]: [CANARY] }], key: CANARY }) },
    { kind: 'raw', body: JSON.stringify({ places: [{ id: CANARY, displayName: { text: CANARY } }] }) },
    { kind: 'raw', body: `{"status":"OK","results":["AIza-canary\\u002f\\u002bkey=42"]}` },
    { kind: 'reset' },
    { kind: 'redirect', to: `http://127.0.0.1:1/?key=${CANARY}` },
  ])('never shows its key: %j', async (behaviour) => {
    const google = await fake({ behaviour });
    const shown = JSON.stringify(await ask(google));
    expect(shown).not.toContain(CANARY);
    expect(shown).not.toContain(encodeURIComponent(CANARY));
    // It was sent, so that it could have been shown.
    expect(JSON.stringify([google.requests[0]?.query.get('key'), google.requests[0]?.headers])).toContain(
      CANARY,
    );
  });

  it('takes a key that no header can hold for a failure, not for its end', async () => {
    const source = opened(create({ url: (await fake()).url, key: 'a\nb\u{1F511}' }));
    expect(['OK', 'UNKNOWN_ERROR']).toContain((await source.nearby(UCLA, never())).status);
  });
});

describe('google', () => {
  it('spells coordinates as plain decimals', async () => {
    const google = await fake();
    const source = opened(createGoogleLegacy({ url: google.url }));
    await source.nearby({ latitude: 1e-7, longitude: -0, radiusMetres: 12.4 }, never());
    expect(google.requests[0]?.query.get('location')).toBe('0.0000001,0');
    expect(google.requests[0]?.query.get('radius')).toBe('12');
    await source.nearby({ latitude: -90, longitude: 100, radiusMetres: 50_000 }, never());
    expect(google.requests[1]?.query.get('location')).toBe('-90,100');
  });

  it('passes members on that it does not know', async () => {
    const google = await fake();
    const answer = await opened(createGoogleLegacy({ url: google.url })).nearby(UCLA, never());
    expect(answer['next_page_token']).toBe('more');
  });

  it('takes Google’s own status, whatever HTTP says', async () => {
    const body = '{"status":"OVER_QUERY_LIMIT","error_message":"Enough.","results":[1]}';
    const google = await fake({ behaviour: { kind: 'raw', httpStatus: 403, body } });
    expect(await opened(createGoogleLegacy({ url: google.url })).nearby(UCLA, never())).toEqual({
      status: 'OVER_QUERY_LIMIT',
      error_message: 'Enough.',
      html_attributions: [],
      results: [],
    });
  });
});

describe('google-new', () => {
  const askRaw = async (body: unknown, httpStatus = 200) => {
    const google = await fake({ behaviour: { kind: 'raw', httpStatus, body: JSON.stringify(body) } });
    return opened(createGoogleNew({ url: google.url })).nearby(UCLA, never());
  };

  it('asks with the key in a header and for the fields that it maps', async () => {
    const google = await fake();
    await opened(createGoogleNew({ url: google.url, key: CANARY })).nearby(UCLA, never());
    const [seen] = google.requests;
    expect(seen?.headers).toMatchObject({ 'x-goog-api-key': CANARY, 'x-goog-fieldmask': FIELD_MASK });
    expect(JSON.parse(seen?.body ?? '')).toEqual({
      maxResultCount: 20,
      locationRestriction: {
        circle: { center: { latitude: 34.06893, longitude: -118.445127 }, radius: 10_000 },
      },
    });
  });

  it('maps all that the legacy form has a member for', async () => {
    const google = await fake();
    const answer = await opened(createGoogleNew({ url: google.url })).nearby(UCLA, never());
    expect(answer.results[0]).toEqual({
      business_status: 'OPERATIONAL',
      geometry: {
        location: { lat: 34, lng: -118 },
        viewport: { northeast: { lat: 34.001, lng: -117.999 }, southwest: { lat: 33.999, lng: -118.001 } },
      },
      name: 'Café 0\nby the sea',
      place_id: 'fake-0',
      price_level: 2,
      rating: 4.5,
      types: ['cafe', 'food'],
      user_ratings_total: 12,
      vicinity: '1 Long Street, Los Angeles',
    });
  });

  it('leaves out what is missing or of another type, and takes a left-out coordinate for zero', async () => {
    const places = [
      7,
      { id: 1, types: 'cafe', rating: '5', priceLevel: 'constructor', location: { latitude: '1' } },
      { id: 'a', formattedAddress: 'Gulf of Guinea', location: { latitude: 3 } },
    ];
    expect((await askRaw({ places })).results).toEqual([
      {},
      { geometry: { location: { lat: 3, lng: 0 } }, place_id: 'a', vicinity: 'Gulf of Guinea' },
    ]);
  });

  it('names those whom Google says to name, once, as HTML that holds no other HTML', async () => {
    const attributions = [
      { provider: 'A & <b>B</b>', providerUri: 'https://example.org/?a="b' },
      { provider: 'Plain', providerUri: 'javascript:alert(1)' },
      { providerUri: 'https://nobody.example' },
    ];
    const answer = await askRaw({ places: [{ attributions }, { attributions }] });
    expect(answer.html_attributions).toEqual([
      '<a href="https://example.org/?a=&quot;b">A &amp; &lt;b&gt;B&lt;/b&gt;</a>',
      'Plain',
    ]);
  });

  it('calls a wrong key REQUEST_DENIED, as the legacy form does', async () => {
    const error = {
      code: 400,
      message: 'API key not valid. Please pass a valid API key.',
      status: 'INVALID_ARGUMENT',
      details: [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID' }],
    };
    expect(await askRaw({ error }, 400)).toMatchObject({
      status: 'REQUEST_DENIED',
      error_message: error.message,
    });
  });

  it.each([
    ['PERMISSION_DENIED', 'REQUEST_DENIED'],
    ['UNAUTHENTICATED', 'REQUEST_DENIED'],
    ['RESOURCE_EXHAUSTED', 'OVER_QUERY_LIMIT'],
    ['INVALID_ARGUMENT', 'INVALID_REQUEST'],
    ['INTERNAL', 'UNKNOWN_ERROR'],
    ['UNAVAILABLE', 'UNKNOWN_ERROR'],
    ['__proto__', 'UNKNOWN_ERROR'],
  ])('calls %s %s', async (status, legacy) => {
    expect((await askRaw({ error: { code: 418, message: 'x', status } }, 418)).status).toBe(legacy);
  });
});
