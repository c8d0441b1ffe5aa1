import { once } from 'node:events';
import { get } from 'node:https';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type PlacesStandIn, startPlacesStandIn } from './places-stand-in.ts';

let standIn: PlacesStandIn;

beforeEach(async () => {
  standIn = await startPlacesStandIn();
});

afterEach(() => standIn.close());

const LEGACY = '/maps/api/place/nearbysearch/json?location=34.5,-118&radius=900&key=K';
const ask = (target = LEGACY, init?: RequestInit) => fetch(standIn.url + target, init);
const askNew = (body: unknown) =>
  ask('/v1/places:searchNearby', {
    method: 'POST',
    headers: { 'x-goog-api-key': 'N', 'x-goog-fieldmask': 'places.id' },
    body: JSON.stringify(body),
  });

describe('the stand-in for Places', () => {
  it('says what it was asked, in both forms', async () => {
    const circle = { center: { latitude: 34.5, longitude: -118 }, radius: 900 };
    await ask();
    await askNew({ maxResultCount: 7, locationRestriction: { circle } });
    const asked = { latitude: 34.5, longitude: -118, radiusMetres: 900, secure: false };
    expect(standIn.requests).toMatchObject([
      { ...asked, form: 'legacy', key: 'K', location: '34.5,-118', method: 'GET', target: LEGACY },
      { ...asked, form: 'new', key: 'N', maxResults: 7, method: 'POST' },
    ]);
  });

  it('speaks https on the same port, for whoever trusts its authority', async () => {
    const { port } = new URL(standIn.url);
    const secure = { host: '127.0.0.1', port, servername: 'maps.googleapis.com', path: LEGACY, agent: false };
    const [answer] = await once(get({ ...secure, ca: standIn.authority }), 'response');
    answer.resume();
    expect(answer.statusCode).toBe(200);
    await expect(once(get(secure), 'response')).rejects.toMatchObject({
      code: expect.stringMatching(/CERT|UNABLE/),
    });
    expect(standIn.requests).toMatchObject([{ secure: true }]);
  });

  it.each(['+34.5,-118.0', '%2B34.5,-118.0', '34.5,%20-118.0'])(
    'takes a location as Google does: %s',
    async (text) => {
      await ask(LEGACY.replace('34.5,-118', text));
      expect(standIn.requests).toMatchObject([{ latitude: 34.5, longitude: -118 }]);
    },
  );

  it.each([
    ['no location', LEGACY.replace('34.5,-118', 'home')],
    ['three numbers', LEGACY.replace('34.5,-118', '1,2,3')],
    ['a radius beyond 50 km', LEGACY.replace('900', '50001')],
    ['no radius', LEGACY.replace('radius=900', '')],
  ])('refuses what Google refuses: %s', async (_, target) => {
    expect(await (await ask(target)).json()).toMatchObject({ status: 'INVALID_REQUEST' });
  });

  it('answers elsewhere with 404, and has it among the requests', async () => {
    expect((await ask('/maps/api/geocode/json?key=K')).status).toBe(404);
    expect(standIn.requests).toMatchObject([{ form: 'other' }]);
  });

  it('behaves as it is told: in turn, and then like the last one', async () => {
    standIn.behave({ kind: 'places', count: 3 }, { kind: 'status', status: 'OVER_QUERY_LIMIT' });
    const first = (await (await ask()).json()) as { results: unknown[] };
    expect(first.results).toHaveLength(3);
    expect(await (await ask()).json()).toMatchObject({ status: 'OVER_QUERY_LIMIT', results: [] });
    expect(await (await ask()).json()).toMatchObject({ status: 'OVER_QUERY_LIMIT' });
  });

  it('has the new form’s own way to say so', async () => {
    standIn.behave({ kind: 'status', status: 'REQUEST_DENIED' });
    const answer = await askNew({});
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ error: { status: 'PERMISSION_DENIED' } });
  });

  it('puts blank lines into an answer, which stays the same JSON', async () => {
    const plain = await (await ask()).json();
    standIn.behave({ kind: 'places', count: 20, blankLines: true });
    const text = await (await ask()).text();
    expect(text).toContain('\n\n\n');
    expect(JSON.parse(text)).toEqual(plain);
  });

  it.each([
    ['places, 0', { kind: 'places', count: 0 }, 200],
    ['http-error', { kind: 'http-error', httpStatus: 500 }, 500],
    ['malformed', { kind: 'malformed' }, 200],
  ] as const)('%s', async (_, behaviour, httpStatus) => {
    standIn.behave(behaviour);
    const answer = await ask();
    expect(answer.status).toBe(httpStatus);
    if (behaviour.kind !== 'places') await expect(answer.json()).rejects.toThrow(SyntaxError);
    else expect(await answer.json()).toMatchObject({ status: 'ZERO_RESULTS' });
  });

  it.each(['hang-up', 'cut-off'] as const)('%s', async (kind) => {
    standIn.behave({ kind });
    await expect(ask().then((answer) => answer.text())).rejects.toThrow(/fetch failed|terminated/);
  });

  it('holds what it is asked until it is released', async () => {
    standIn.behave({ kind: 'held' });
    const answers = [ask(), ask()];
    await standIn.request(1);
    standIn.release();
    for (const answer of answers) expect(await (await answer).json()).toMatchObject({ status: 'OK' });
    expect(await (await ask()).json()).toMatchObject({ status: 'OK' });
  });
});
