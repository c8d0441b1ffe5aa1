import { describe, expect, it } from 'vitest';
import type { Host } from '../../src-shared/console-contract.ts';
import { ChosenPlaces } from './places-choice.ts';

function setUp() {
  const used: unknown[] = [];
  let onUse = (): void => undefined;
  const host = {
    call: async (_: string, request: unknown) => {
      used.push(request);
      onUse();
    },
  } as unknown as Host;
  const places = new ChosenPlaces(host, { source: 'google' });
  return {
    places,
    used,
    whenUsed: (act: () => void) => {
      onUse = act;
    },
  };
}

describe('the source of places', () => {
  it('that a scenario wants is there during the run, and the chosen one after it', async () => {
    const { places, used } = setUp();
    await places.borrow('off');
    await places.giveBack();
    expect(used).toEqual([{ source: 'off' }, { source: 'google' }]);
  });

  it('is left alone where the scenario wants the same', async () => {
    const { places, used } = setUp();
    await places.borrow('google');
    await places.giveBack();
    expect(used).toEqual([]);
  });

  it('that is chosen during a run waits for its end, also where the run uses the one from before', async () => {
    const { places, used } = setUp();
    await places.borrow('google');
    await places.choose({ source: 'gazetteer' });
    expect(used).toEqual([]);
    await places.giveBack();
    expect(used).toEqual([{ source: 'gazetteer' }]);
  });

  it('that is chosen while the one from before is put back is the one that stays', async () => {
    const { places, used, whenUsed } = setUp();
    await places.borrow('off');
    whenUsed(() => {
      whenUsed(() => undefined);
      void places.choose({ source: 'gazetteer' });
    });
    await places.giveBack();
    expect(used.at(-1)).toEqual({ source: 'gazetteer' });
    await places.choose({ source: 'off' });
    expect(used.at(-1)).toEqual({ source: 'off' });
  });

  it('that is refused is not the chosen one', async () => {
    const { places, used, whenUsed } = setUp();
    whenUsed(() => {
      throw new Error('no');
    });
    await expect(places.choose({ source: 'google-new' })).rejects.toThrow('no');
    whenUsed(() => undefined);
    await places.borrow('off');
    await places.giveBack();
    expect(used.at(-1)).toEqual({ source: 'google' });
  });
});
