import { describe, expect, it } from 'vitest';
import { snapshotOf } from '../state/testing/hand-bridge.ts';
import { whyUncounted } from './uncounted.ts';

const [ready, stopped] = snapshotOf({ Ada: 'ready', Bell: 'stopped' }).servers;
const counters = { clients: 0, connections: 0, linesIn: 0, linesOut: 0, storeBytes: 0 };

describe('a dash in place of a number', () => {
  it('says why it stands there', () => {
    if (!ready || !stopped) throw new Error('there are two');
    expect(whyUncounted({ ...ready, counters }, undefined)).toBeUndefined();
    expect(whyUncounted(stopped, undefined)).toContain('isn’t running');
    expect(whyUncounted(ready, { process: 'own' })).toContain('process of its own');
    expect(whyUncounted(ready, { command: { template: 'x' } })).toContain('program');
    expect(whyUncounted({ ...ready, hosted: false }, undefined)).toContain('another machine');
  });
});
