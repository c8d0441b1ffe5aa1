import { describe, expect, it } from 'vitest';
import { joinPlaces } from './joined-places.ts';
import { okAnswer, scriptedSource } from './testing/scripted-source.ts';

const HERE = { latitude: 1, longitude: 2, radiusMetres: 3 };
const never = (): AbortSignal => new AbortController().signal;

describe('joined places', () => {
  it('ask once for all who ask the same', async () => {
    const source = scriptedSource();
    const places = joinPlaces(source);
    const answers = [1, 2, 3].map(() => places.nearby({ ...HERE }, never()));
    expect(source.asked).toHaveLength(1);
    const answer = okAnswer('here');
    source.asked[0]?.answer(answer);
    for (const one of answers) expect(await one).toBe(answer);
  });

  it('ask apart for what differs, and anew for what is over', async () => {
    const source = scriptedSource((query) => okAnswer(query));
    const places = joinPlaces(source);
    const others = [{ latitude: 1.5 }, { longitude: 2.5 }, { radiusMetres: 3.5 }].map((d) => ({
      ...HERE,
      ...d,
    }));
    for (const query of [HERE, ...others]) {
      expect((await places.nearby(query, never())).results).toEqual([query]);
    }
    await places.nearby(HERE, never());
    expect(source.asked).toHaveLength(5);
  });

  it('go on while one asker is left, and reject only for who is gone', async () => {
    const source = scriptedSource();
    const places = joinPlaces(source);
    const leaver = new AbortController();
    const [left, stays] = [places.nearby(HERE, leaver.signal), places.nearby(HERE, never())];
    leaver.abort(new Error('gone'));
    await expect(left).rejects.toThrow('gone');
    expect(source.asked[0]?.signal.aborted).toBe(false);
    source.asked[0]?.answer(okAnswer('here'));
    expect((await stays).results).toEqual(['here']);
  });

  it('stop the source when all askers are gone, and ask anew for who comes then', async () => {
    const source = scriptedSource();
    const places = joinPlaces(source);
    const leavers = [new AbortController(), new AbortController()];
    const left = leavers.map(({ signal }) => places.nearby(HERE, signal));
    for (const leaver of leavers) leaver.abort(new Error('gone'));
    expect(source.asked[0]?.signal.aborted).toBe(true);
    // In the same tick, before the stopped question has had time to end.
    const next = places.nearby(HERE, never());
    expect(source.asked).toHaveLength(2);
    const joined = places.nearby(HERE, never());
    for (const one of left) await expect(one).rejects.toThrow('gone');
    expect(source.asked).toHaveLength(2);
    source.asked[1]?.answer(okAnswer('anew'));
    expect((await next).results).toEqual(['anew']);
    expect((await joined).results).toEqual(['anew']);
  });

  it('reject who is gone before asking', async () => {
    const source = scriptedSource();
    const asked = joinPlaces(source).nearby(HERE, AbortSignal.abort(new Error('gone')));
    await expect(asked).rejects.toThrow('gone');
    expect(source.asked).toHaveLength(0);
  });

  it('turn a source’s exception into an answer', async () => {
    const source = scriptedSource();
    const answer = joinPlaces(source).nearby(HERE, never());
    source.asked[0]?.fail(new Error('with a secret'));
    expect(await answer).toMatchObject({ status: 'UNKNOWN_ERROR', results: [] });
    expect(JSON.stringify(await answer)).not.toContain('secret');
  });

  it('answer those who wait when closed', async () => {
    const source = scriptedSource();
    const places = joinPlaces(source);
    const answer = places.nearby(HERE, never());
    await places.close();
    expect((await answer).status).toBe('UNKNOWN_ERROR');
    expect(source.closes).toBe(1);
  });
});
