import { describe, expect, it } from 'vitest';
import { CACHE_LIMITS, type CacheLimits, cachePlaces } from './cached-places.ts';
import { failedAnswer, type NearbyAnswer } from './places-source.ts';
import { okAnswer, scriptedSource } from './testing/scripted-source.ts';

const never = (): AbortSignal => new AbortController().signal;

/** A cache with a clock of its own; `ask(n)` asks for the place number n, and says whether that reached the source. */
function cached(limits: Partial<CacheLimits> = {}, answer = (n: number): NearbyAnswer => okAnswer(n)) {
  const clock = { now: 1_000 };
  const source = scriptedSource(({ latitude }) => answer(latitude));
  const places = cachePlaces(source, () => clock.now, { ...CACHE_LIMITS, ...limits });
  const ask = async (n: number): Promise<'asked' | 'known'> => {
    const before = source.asked.length;
    const got = await places.nearby({ latitude: n, longitude: 0, radiusMetres: 0 }, never());
    expect(got).toEqual(answer(n));
    return source.asked.length > before ? 'asked' : 'known';
  };
  return { clock, source, places, ask };
}

describe('cached places', () => {
  it('remember an answer until it is too old', async () => {
    const { ask, clock } = cached({ ageMs: 100 });
    expect(await ask(1)).toBe('asked');
    clock.now += 99;
    expect(await ask(1)).toBe('known');
    clock.now += 1;
    expect(await ask(1)).toBe('asked');
    expect(await ask(1)).toBe('known');
  });

  it('do not trust an answer from the future: the clock was set back', async () => {
    const { ask, clock } = cached({ ageMs: 100 });
    await ask(1);
    clock.now -= 50;
    expect(await ask(1)).toBe('asked');
  });

  it('forget what was used longest ago when there are too many', async () => {
    const { ask } = cached({ entries: 2 });
    await ask(1);
    await ask(2);
    expect(await ask(1)).toBe('known');
    expect(await ask(3)).toBe('asked');
    expect(await ask(1)).toBe('known');
    expect(await ask(2)).toBe('asked');
  });

  it('keep no more characters than allowed, and nothing that is larger alone', async () => {
    const sized = (n: number) => okAnswer('x'.repeat(n));
    const { ask } = cached({ characters: 1_000 }, sized);
    expect(await ask(400)).toBe('asked');
    expect(await ask(401)).toBe('asked');
    expect(await ask(400)).toBe('known');
    expect(await ask(402)).toBe('asked');
    expect(await ask(400)).toBe('known');
    expect(await ask(401)).toBe('asked');
    expect(await ask(2_000)).toBe('asked');
    expect(await ask(2_000)).toBe('asked');
    expect(await ask(401)).toBe('known');
  });

  it.each(['OK', 'ZERO_RESULTS'])('remember %s', async (status) => {
    const { ask } = cached({}, () => ({ ...okAnswer(), status }));
    await ask(1);
    expect(await ask(1)).toBe('known');
  });

  it.each(['UNKNOWN_ERROR', 'OVER_QUERY_LIMIT', 'REQUEST_DENIED', 'INVALID_REQUEST'])(
    'ask again after %s',
    async (status) => {
      const { ask } = cached({}, () => failedAnswer(status, 'why'));
      await ask(1);
      expect(await ask(1)).toBe('asked');
    },
  );

  it('reject who is gone, known answer or not', async () => {
    const { ask, places } = cached();
    await ask(1);
    const gone = AbortSignal.abort(new Error('gone'));
    for (const latitude of [1, 2]) {
      await expect(places.nearby({ latitude, longitude: 0, radiusMetres: 0 }, gone)).rejects.toThrow('gone');
    }
  });

  it('close their source', async () => {
    const { places, source } = cached();
    await places.close();
    expect(source.closes).toBe(1);
  });
});
