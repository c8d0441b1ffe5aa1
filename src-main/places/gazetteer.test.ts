import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildGazetteer } from '../../scripts/build-gazetteer.mjs';
import { createGazetteer, placesNear } from './gazetteer.ts';
import { readGazetteerFile } from './gazetteer-file.ts';
import { defaultGazetteerPath } from './gazetteer-path.ts';

const UCLA = { latitude: 34.06893, longitude: -118.445127 };
const ALL = Number.POSITIVE_INFINITY;
const never = (): AbortSignal => new AbortController().signal;

interface Result {
  readonly name: string;
  readonly place_id: string;
  readonly types: readonly string[];
  readonly vicinity: string;
  readonly geometry: { readonly location: { readonly lat: number; readonly lng: number } };
}

let folder: string;
beforeAll(() => {
  buildGazetteer();
  folder = mkdtempSync(join(tmpdir(), 'gazetteer-'));
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the gazetteer', () => {
  const ask = async (radiusMetres: number, at: { latitude: number; longitude: number } = UCLA) => {
    const answer = await createGazetteer(defaultGazetteerPath()).nearby({ ...at, radiusMetres }, never());
    return { ...answer, results: answer.results as readonly Result[] };
  };

  it('knows at least 20 places within 10 km of UCLA and answers with the 20 nearest', async () => {
    const file = readGazetteerFile(defaultGazetteerPath());
    expect(placesNear(file, { ...UCLA, radiusMetres: 10_000 }, ALL).length).toBeGreaterThanOrEqual(20);
    expect(placesNear(file, { ...UCLA, radiusMetres: 50_000 }, ALL).length).toBeGreaterThanOrEqual(300);
    const answer = await ask(10_000);
    expect(answer.status).toBe('OK');
    expect(answer.results).toHaveLength(20);
    expect(answer.results.map(({ name }) => name)).toEqual(
      placesNear(file, { ...UCLA, radiusMetres: 10_000 }, 20).map(({ place }) => file.name(place)),
    );
  });

  it('answers in Google’s legacy form, with nothing that it does not know', async () => {
    const { results } = await ask(10_000);
    expect(results.find(({ name }) => name === 'Los Angeles 90024')).toEqual({
      geometry: { location: { lat: 34.0637, lng: -118.4408 } },
      name: 'Los Angeles 90024',
      place_id: expect.stringMatching(/^gazetteer-[\w-]{20}$/),
      types: ['postal_code'],
      vicinity: 'Los Angeles, CA',
    });
    expect(results.find(({ name }) => name === 'Westwood')).toMatchObject({
      types: ['locality', 'political'],
      vicinity: 'Los Angeles County, California, United States',
    });
    expect(new Set(results.map(({ place_id }) => place_id)).size).toBe(20);
  });

  it('names GeoNames and its licence, as that asks for', async () => {
    const [attribution] = (await ask(10_000)).html_attributions;
    expect(attribution).toContain('https://www.geonames.org/');
    expect(attribution).toContain('https://creativecommons.org/licenses/by/4.0/');
  });

  it('has one place where the sources name one twice', async () => {
    const names = (await ask(3_000, { latitude: 34.01949, longitude: -118.49138 })).results.map(
      (r) => r.name,
    );
    expect(names).toContain('Santa Monica');
    expect(names).toContain('Santa Monica 90401');
    // These codes stand for post office boxes, and lie on the town's centre.
    expect(names).not.toContain('Santa Monica 90406');
  });

  it('says ZERO_RESULTS where nothing is', async () => {
    const empty = { html_attributions: [], results: [], status: 'ZERO_RESULTS' };
    expect(await ask(50_000, { latitude: -48.876, longitude: -123.393 })).toEqual(empty);
    expect(await ask(0)).toEqual(empty);
    // The Gulf of Guinea, where a place without a position would lie.
    expect(await ask(50_000, { latitude: 0, longitude: 0 })).toEqual(empty);
  });

  it('rejects with the signal’s reason when the asker is gone', async () => {
    const source = createGazetteer(defaultGazetteerPath());
    const asked = source.nearby({ ...UCLA, radiusMetres: 1 }, AbortSignal.abort(new Error('gone')));
    await expect(asked).rejects.toThrow('gone');
  });
});

describe('the gazetteer’s file', () => {
  it('is not built again from the same sources', () => {
    expect(buildGazetteer()).toEqual({ target: defaultGazetteerPath(), built: false });
  });

  it('is found from the source tree and from the built program alike', () => {
    const root = join(import.meta.dirname, '../..');
    expect(defaultGazetteerPath()).toBe(join(root, 'resources/gazetteer/gazetteer.bin'));
    expect(defaultGazetteerPath(join(root, 'out/main'))).toBe(defaultGazetteerPath());
  });

  it('that is missing or spoilt is GAZETTEER_MISSING, and an answer to who asks', async () => {
    const whole = readFileSync(defaultGazetteerPath());
    const path = join(folder, 'spoilt.bin');
    const spoilt = [
      Buffer.alloc(0),
      Buffer.from('something else entirely'),
      whole.subarray(0, 11),
      whole.subarray(0, 500),
      whole.subarray(0, whole.length / 2),
      whole.subarray(0, whole.length - 8),
    ];
    for (const bytes of spoilt) {
      writeFileSync(path, bytes);
      expect(() => readGazetteerFile(path)).toThrow(expect.objectContaining({ code: 'GAZETTEER_MISSING' }));
    }
    expect(() => readGazetteerFile(folder)).toThrow(expect.objectContaining({ code: 'GAZETTEER_MISSING' }));
    const answer = await createGazetteer(path).nearby({ ...UCLA, radiusMetres: 10 }, never());
    expect(answer).toMatchObject({ status: 'UNKNOWN_ERROR', results: [] });
    expect(JSON.stringify(answer)).not.toContain(folder);
  });
});
