import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HerdError } from '../../src-shared/errors.ts';
import { EXIT, exitCodeOf } from './exit-codes.ts';
import type { ServeOptions } from './serve-command.ts';
import { planServe } from './serve-plan.ts';

const OPTIONS: ServeOptions = {
  topology: 'fall-2016',
  host: '127.0.0.1',
  basePort: '12000',
  places: 'google',
  logDir: 'logs',
  json: false,
};

/** The usage error that a plan is refused with; fails when it is none, or the plan is taken. */
async function refusalOf(
  names: readonly string[],
  more: Partial<ServeOptions>,
  env = {},
): Promise<HerdError> {
  const thrown = await planServe(names, { ...OPTIONS, ...more }, env).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(thrown instanceof HerdError)) throw new Error(`not refused: ${thrown}`);
  expect(exitCodeOf(thrown.code)).toBe(EXIT.usage);
  return thrown;
}

describe('a --places-url', () => {
  it.each([
    ['with a user and a password', 'http://ann:s3cret@127.0.0.1:8080/'],
    ['with a query', 'http://127.0.0.1:8080/?key=s3cret'],
    ['of another kind', 'ftp://127.0.0.1/s3cret'],
    ['that is none', 's3cret'],
  ])('%s is refused, and no secret is shown', async (_, placesUrl) => {
    const refusal = await refusalOf([], { placesUrl }, { GOOGLE_PLACES_API_KEY: 's3cret' });
    expect(refusal.code).toBe('PLACES_URL');
    expect(JSON.stringify(refusal.toData())).not.toContain('s3cret');
  });

  it('that can be asked is taken', async () => {
    const placesUrl = 'http://127.0.0.1:8080';
    expect((await planServe([], { ...OPTIONS, placesUrl }, {})).places).toEqual({
      source: 'google',
      url: placesUrl,
    });
  });
});

describe('free ports', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'herd-plan-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('are refused where a neighbour elsewhere could not be found', async () => {
    const refusal = await refusalOf(['Alford'], { basePort: '0' });
    expect([refusal.code, refusal.message]).toEqual(['USAGE', expect.stringContaining('Hamilton')]);
  });

  it('are taken for all servers, and beside neighbours whose ports the topology tells', async () => {
    expect((await planServe([], { ...OPTIONS, basePort: '0' }, {})).only.length).toBe(5);
    const topology = join(folder, 'own.yaml');
    await writeFile(topology, 'servers: [A, {name: B, port: 7001}, C]\nlinks: [A-B, B-C]\n');
    expect((await planServe(['A'], { ...OPTIONS, topology, basePort: '0' }, {})).only).toEqual(['A']);
  });
});
