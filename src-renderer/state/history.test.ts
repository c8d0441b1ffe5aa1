import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHistory, HISTORY_STEPS } from './history.ts';

/** A number and deeds that add to it. */
function counter() {
  const box = { value: 0 };
  const deed = (n: number) => ({
    label: `add ${n}`,
    redo: async () => {
      box.value += n;
    },
    undo: async () => {
      box.value -= n;
    },
  });
  return { box, deed };
}

describe('history', () => {
  it('goes back and forth like a list with a place in it', async () => {
    const step = fc.oneof(fc.constant('undo' as const), fc.constant('redo' as const), fc.integer());
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const { box, deed } = counter();
        const history = createHistory();
        let done: number[] = [];
        let undone: number[] = [];
        for (const what of steps) {
          if (what === 'undo') {
            await history.undo();
            const last = done.at(-1);
            if (last !== undefined) undone = [...undone, last];
            done = done.slice(0, -1);
          } else if (what === 'redo') {
            await history.redo();
            const last = undone.at(-1);
            if (last !== undefined) done = [...done, last];
            undone = undone.slice(0, -1);
          } else {
            await history.perform(deed(what));
            done = [...done, what];
            undone = [];
          }
          expect(box.value).toBe(done.reduce((sum, n) => sum + n, 0));
        }
      }),
    );
  });

  it('lets go of a deed that could not be taken back, so that the ones before it can, and does not remember one that failed', async () => {
    const history = createHistory();
    const broken = async (): Promise<void> => {
      throw new Error('no');
    };
    const { box, deed } = counter();
    await history.perform(deed(1));
    await history.perform({ label: 'x', redo: async () => undefined, undo: broken });
    await expect(history.undo()).rejects.toThrow('no');
    await history.undo();
    expect(box.value).toBe(0);
    await expect(history.perform({ label: 'y', redo: broken, undo: broken })).rejects.toThrow('no');
    expect(history.getState().done).toHaveLength(0);
  });

  it('remembers at least fifty steps, and not endlessly many', async () => {
    expect(HISTORY_STEPS).toBeGreaterThanOrEqual(50);
    const { deed } = counter();
    const history = createHistory();
    for (let n = 0; n < HISTORY_STEPS + 5; n += 1) history.remember(deed(n));
    expect(history.getState().done).toHaveLength(HISTORY_STEPS);
  });
});
