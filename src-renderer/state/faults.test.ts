import { describe, expect, it } from 'vitest';
import { faultsOf } from './faults.ts';
import { snapshotOf } from './testing/hand-bridge.ts';

describe('the faults of a herd', () => {
  it('are cut links, paused servers, and killed ones', () => {
    const herd = snapshotOf(
      { Alford: 'ready', Ball: 'killed', Holiday: 'paused', Welsh: 'stopped' },
      { 'Alford-Welsh': 'cut', 'Ball-Welsh': 'broken' },
    );
    expect(faultsOf(herd)).toEqual({ cut: ['Alford-Welsh'], paused: ['Holiday'], down: ['Ball'] });
  });

  it('don’t count a server that was killed before all were stopped: that herd is at rest', () => {
    expect(faultsOf(snapshotOf({ Alford: 'stopped', Ball: 'killed' }, {})).down).toEqual([]);
  });
});
