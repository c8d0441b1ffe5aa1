import { describe, expect, it, vi } from 'vitest';
import { snapshotOf } from '../state/testing/hand-bridge.ts';
import { announce, changesOf, describeLink, describeServer } from './canvas-words.ts';

/** Older Node has no `navigator`, whose language numbers are written in. */
vi.hoisted(() => vi.stubGlobal('navigator', { language: 'en' }));

const herd = snapshotOf(
  { Alford: 'ready', Hamilton: 'killed', Welsh: 'stopped', Ball: 'killed' },
  {
    'Alford-Hamilton': 'broken',
    'Alford-Welsh': 'broken',
    'Ball-Hamilton': 'broken',
  },
);

describe('the canvas says', () => {
  it('a server with its state, port, clients and neighbours', () => {
    const [alford, hamilton] = herd.servers;
    const counters = { clients: 3, connections: 1, linesIn: 0, linesOut: 0, storeBytes: 0 };
    expect(alford && describeServer({ ...alford, counters }, herd)).toBe(
      'Alford, ready, port 1, knows 3 clients, linked to Hamilton and Welsh',
    );
    expect(hamilton && describeServer(hamilton, herd)).toBe(
      'Hamilton, killed, port 1, linked to Alford and Ball',
    );
  });

  it('a link as broken where an end was killed, and as down where one rests or nobody dials', () => {
    expect(herd.links.map((link) => describeLink(link, herd))).toEqual([
      'Link Alford–Hamilton, broken',
      'Link Alford–Welsh, down',
      'Link Ball–Hamilton, down',
    ]);
  });

  it('what has come, gone or changed, and nothing of what stayed', () => {
    const before = new Map(Object.entries({ Alford: 'ready', Ball: 'ready', Welsh: 'ready' }));
    const now = new Map(Object.entries({ Alford: 'ready', Welsh: 'killed', Server1: 'stopped' }));
    expect(announce(changesOf(before, now))).toBe('Ball is deleted. Welsh is killed. Server1 is added.');
    expect(changesOf(now, now).size).toBe(0);
  });

  it('few changes one by one, a storm summed up', () => {
    expect(announce(new Map([['Welsh', 'killed']]))).toBe('Welsh is killed.');
    const storm = new Map(['A', 'B', 'C', 'D', 'E'].map((name) => [name, name === 'A' ? 'killed' : 'ready']));
    expect(announce(storm)).toBe('5 changes: 1 killed, 4 ready.');
  });
});
