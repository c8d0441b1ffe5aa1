import { describe, expect, it } from 'vitest';
import { waitFor } from './deadline.ts';
import { ScenarioFault } from './verdict.ts';

const { signal } = new AbortController();

/** Nothing else runs meanwhile, as on a machine that is overloaded. */
function standStill(ms: number): undefined {
  const end = performance.now() + ms;
  while (performance.now() < end);
  return undefined;
}

describe('waiting for a fact', () => {
  it('looks at once and again until it holds', async () => {
    let looks = 0;
    const fact = await waitFor(async () => (++looks === 5 ? 'so it is' : undefined), {
      seconds: 3600,
      signal,
    });
    expect([fact, looks]).toEqual(['so it is', 5]);
  });

  it('gives nothing when the time is up', async () => {
    expect(await waitFor(async () => undefined, { seconds: 0.05, signal })).toBeUndefined();
  });

  it('tells what the look threw', async () => {
    await expect(waitFor(() => Promise.reject(new Error('no')), { seconds: 1, signal })).rejects.toThrow(
      'no',
    );
  });

  it('does not count the time in which this process could not run', async () => {
    let looks = 0;
    const look = async (): Promise<true | undefined> => {
      standStill(looks === 0 ? 400 : 0);
      return ++looks === 3 ? true : undefined;
    };
    expect(await waitFor(look, { seconds: 0.25, signal })).toBe(true);
  });

  it('blames the machine, not the herd, when this process could not run for most of the time', async () => {
    const look = async (): Promise<undefined> => standStill(150);
    await expect(waitFor(look, { seconds: 0.1, signal })).rejects.toBeInstanceOf(ScenarioFault);
  });

  it('ends when it is interrupted', async () => {
    const controller = new AbortController();
    const look = async (): Promise<undefined> => {
      controller.abort(new Error('enough'));
      return undefined;
    };
    await expect(waitFor(look, { seconds: 3600, signal: controller.signal })).rejects.toThrow();
  });
});
