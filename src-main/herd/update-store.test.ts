/** What a server knows: which update wins, and that none of many clients gets another's. */
import { describe, expect, it } from 'vitest';
import { decodeText, encodeText, PROTOCOL_LIMITS } from '../../src-shared/protocol/index.ts';
import { fieldOf, StoredUpdates } from './testing/stored-updates.ts';
import { UNKNOWN } from './update-store.ts';

const MIB = 1024 * 1024;

interface Told {
  origin?: string;
  diff?: string;
  client?: string;
  location?: string;
  timestamp?: string;
}

const line = ({
  origin = 'Alford',
  diff = '+0.5',
  client = 'kiwi',
  location = '+34-118',
  timestamp = '100',
}: Told) => `AT ${origin} ${diff} ${client} ${location} ${timestamp}`;

/** The verdict on the second, when the first is known, and whether it is what is known then. */
function second(first: Told, then: Told, heardHere = false): string {
  const stored = new StoredUpdates();
  expect(stored.offer(line(first))).toBe('new');
  const verdict = stored.offer(line(then), heardHere);
  expect(stored.lines()).toEqual([line(verdict === 'new' ? then : first)]);
  return verdict;
}

describe('newest wins', () => {
  it('only if its timestamp is strictly newer, to the last digit', () => {
    expect(second({ timestamp: '100' }, { timestamp: '100.000000001' })).toBe('new');
    expect(second({ timestamp: '99' }, { timestamp: '100' })).toBe('new');
    expect(second({ timestamp: '100' }, { timestamp: '99.999999999' })).toBe('stale');
    expect(second({ timestamp: '1479413884.000000001' }, { timestamp: '1479413884.000000002' })).toBe('new');
    expect(second({ timestamp: '1479413884.000000002' }, { timestamp: '1479413884.000000001' })).toBe(
      'stale',
    );
    expect(second({ timestamp: '0' }, { timestamp: '9'.repeat(60) })).toBe('new');
  });

  it('whatever its origin, location and diff', () => {
    expect(
      second({ origin: 'Welsh', location: '+9-9' }, { origin: 'Alford', location: '+1-1', timestamp: '101' }),
    ).toBe('new');
    expect(second({ timestamp: '101' }, { origin: 'Welsh', location: '-1-1', diff: '-5.0' })).toBe('stale');
  });
});

describe('equal timestamps', () => {
  it('let the lexicographically greater origin win, then the greater location', () => {
    expect(second({ origin: 'Alford', location: '+9-9' }, { origin: 'Ball', location: '+1-1' })).toBe('new');
    expect(second({ origin: 'Ball', location: '+1-1' }, { origin: 'Alford', location: '+9-9' })).toBe(
      'stale',
    );
    expect(second({ origin: 'Ball' }, { origin: 'Balls' })).toBe('new');
    expect(second({ location: '+34-118' }, { location: '+34-118.0' })).toBe('new');
    expect(second({ location: '+34-118' }, { location: '+34+118' })).toBe('stale');
  });

  it('are equal in value, not in text', () => {
    expect(second({ origin: 'Ball', timestamp: '0100.0' }, { origin: 'Alford', timestamp: '100' })).toBe(
      'stale',
    );
    expect(second({ origin: 'Alford', timestamp: '100' }, { origin: 'Ball', timestamp: '0100.' })).toBe(
      'new',
    );
  });

  it('with the same content are a duplicate', () => {
    expect(second({}, {})).toBe('duplicate');
  });

  it('let the smaller diff win, so that all servers end with the same bytes', () => {
    expect(second({ diff: '+0.5' }, { diff: '+0.25' })).toBe('new');
    expect(second({ diff: '+0.25' }, { diff: '+0.5' })).toBe('stale');
    expect(second({ diff: '+0.1' }, { diff: '-0.1' })).toBe('new');
    expect(second({ diff: '-0.1' }, { diff: '-0.2' })).toBe('new');
    expect(second({ diff: '+10.0' }, { diff: '+9.9' })).toBe('new');
  });

  it('heard again by the server itself are no news, whatever the diff', () => {
    expect(second({ diff: '+0.5' }, { diff: '+0.25' }, true)).toBe('duplicate');
    expect(second({ timestamp: '100' }, { timestamp: '100.0' }, true)).toBe('duplicate');
    expect(second({ location: '+1-1' }, { location: '+2-2' }, true)).toBe('new');
    expect(second({ location: '+2-2' }, { location: '+1-1' }, true)).toBe('stale');
  });
});

describe('a client', () => {
  it('is known by all bytes of its id', () => {
    const stored = new StoredUpdates();
    for (const client of ['a', 'A', 'aa', 'a\0', '客', '客户', 'é', 'e\u0301']) {
      expect(stored.offer(line({ client }))).toBe('new');
    }
    expect(stored.store.size).toBe(8);
    for (const client of ['a\0', '客', 'é']) expect(stored.lineOf(client)).toBe(line({ client }));
    for (const client of ['b', 'a\0\0', '', 'aaa']) expect(stored.lineOf(client)).toBeUndefined();
  });

  it('keeps its number, whatever the lengths of its updates', () => {
    const stored = new StoredUpdates();
    stored.offer(line({ client: 'first' }));
    stored.offer(line({ client: 'kiwi' }));
    stored.offer(line({ client: 'last' }));
    for (const digits of [1, 500, 3, 4000, 0, 4001]) {
      const update = line({ timestamp: `${1000 + digits}.${'1'.repeat(digits)}` });
      stored.offer(update);
      const newest = stored.lineOf('kiwi');
      if (newest === update) expect(stored.store.lastClient).toBe(1);
      expect([stored.line(0), stored.line(1), stored.line(2)]).toEqual([
        line({ client: 'first' }),
        newest,
        line({ client: 'last' }),
      ]);
    }
    expect(stored.store.size).toBe(3);
  });

  it('that no offer was stored of has no number', () => {
    const stored = new StoredUpdates(0);
    expect(stored.offer(line({}))).toBe('full');
    expect(stored.store.lastClient).toBe(UNKNOWN);
    expect(stored.store.size).toBe(0);
  });

  it('has its location as bytes of its own', () => {
    const stored = new StoredUpdates();
    stored.offer(line({ location: '+34.068930-118.445127' }));
    const location = stored.store.location(0);
    stored.offer(line({ location: '+99', timestamp: '101' }).replace('+99', '-00.068930+118.445127'));
    expect(decodeText(location)).toBe('+34.068930-118.445127');
    expect(decodeText(stored.store.location(0))).toBe('-00.068930+118.445127');
  });
});

it('more clients than 16 bits can number, each updated, keep their own', () => {
  const stored = new StoredUpdates();
  const clientOf = (i: number): string => `client-${i * 7919}.ucla.edu`;
  const updateOf = (i: number, round: number): string =>
    line({ client: clientOf(i), timestamp: `${round}.${'5'.repeat((i * 31 + round * 17) % 40)}` });
  const count = 70_000;
  for (let round = 1; round <= 2; round++) {
    for (let i = 0; i < count; i++) {
      if (stored.offer(updateOf(i, round)) !== 'new' || stored.store.lastClient !== i)
        throw new Error(`client ${i}`);
    }
  }
  expect(stored.store.size).toBe(count);
  for (let i = 0; i < count; i++) {
    if (stored.lineOf(clientOf(i)) !== updateOf(i, 2)) throw new Error(`client ${i}`);
  }
});

it('stores the longest line that can be passed on', () => {
  const stored = new StoredUpdates();
  const length = PROTOCOL_LIMITS.lineBytes - PROTOCOL_LIMITS.senderBytes;
  const longest = line({ client: 'k'.repeat(length - line({ client: '' }).length) });
  expect(encodeText(longest)).toHaveLength(length);
  stored.offer(longest);
  stored.offer(line({ timestamp: '200' }));
  expect(stored.lines()).toEqual([longest, line({ timestamp: '200' })]);
});

describe('a full store', () => {
  const client = (i: number, pad = 0): string =>
    line({ client: `${i}-${'x'.repeat(900)}`, timestamp: `${100 + pad}.${'0'.repeat(pad)}` });
  function filled(): StoredUpdates {
    const stored = new StoredUpdates(2 * MIB);
    let i = 0;
    while (stored.offer(client(i)) === 'new') i++;
    expect(i).toBeGreaterThan(1900);
    return stored;
  }

  it('refuses new clients and goes on with those it knows', () => {
    const stored = filled();
    const { size } = stored.store;
    expect(stored.offer(client(size))).toBe('full');
    expect(stored.offer(client(0, 1))).toBe('new');
    expect(stored.offer(client(1, 60))).toBe('new');
    expect(stored.offer(client(1, 60))).toBe('duplicate');
    expect(stored.lineOf(fieldOf(client(1), 'client'))).toBe(client(1, 60));
    expect(stored.store.size).toBe(size);
  });

  it('grows no further however its clients’ updates change their length', () => {
    const stored = filled();
    const verdicts = new Set<string>();
    for (let pad = 1; pad < 1000; pad += 48) {
      for (let i = 0; i < 200; i++) {
        const before = stored.line(i);
        const verdict = stored.offer(client(i, pad));
        verdicts.add(verdict);
        if (stored.line(i) !== (verdict === 'new' ? client(i, pad) : before)) throw new Error(`client ${i}`);
      }
    }
    expect(verdicts).toEqual(new Set(['new', 'full']));
    expect(stored.store.bytes).toBeLessThan(4 * MIB);
  });
});
