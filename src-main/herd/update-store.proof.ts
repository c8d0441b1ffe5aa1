/** Servers that are offered the same updates know the same in the end, in whatever order they came, and however often. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareExactly } from '../../src-shared/protocol/testing/exact.ts';
import { fieldOf, StoredUpdates } from './testing/stored-updates.ts';

const RUNS = 10_000;

/** Few values, so that most updates meet others of nearly the same content. */
const CLIENTS = ['kiwi', 'k', '客户'] as const;
const clients = fc.constantFrom(...CLIENTS);
const origins = fc.constantFrom('Alford', 'Ball', 'Ba');
const diffs = fc.constantFrom(
  '+0.5',
  '+0.50',
  '+00.5',
  '-0.5',
  '-0.50',
  '+0.0',
  '-0.0',
  '+12.000000001',
  '-3.25',
);
const locations = fc.constantFrom('+34-118', '+34.-118', '+34-118.0', '-34+118');
const timestamps = fc.constantFrom(
  '100',
  '100.',
  '0100.0',
  '100.000000001',
  '100.0000000010',
  '99.9',
  '9'.repeat(40),
);

const linesOf = (client: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(fc.constant('AT'), origins, diffs, client, locations, timestamps)
    .map((fields) => fields.join(' '));

const compareText = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** Which of two updates of a client wins (1: a): the law's order, and beyond it what makes servers equal to the byte. */
function order(a: string, b: string): number {
  const by = (
    field: 'origin' | 'location' | 'diff' | 'timestamp',
    compare: (x: string, y: string) => number,
  ): number => compare(fieldOf(a, field), fieldOf(b, field));
  return Math.sign(
    by('timestamp', compareExactly) ||
      by('origin', compareText) ||
      by('location', compareText) ||
      -by('diff', compareSignedly) ||
      by('diff', compareText) ||
      by('timestamp', compareText),
  );
}

/** As numbers, -0 below +0. */
const compareSignedly = (a: string, b: string): number =>
  compareExactly(a, b) || (a.startsWith('-') ? -1 : 0) - (b.startsWith('-') ? -1 : 0);

const shuffled = <T>(items: readonly T[], keys: readonly number[]): T[] =>
  items
    .map((item, i) => ({ item, key: keys[i % keys.length] ?? 0 }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);

/** Stores are dear to make: cases share them, each with clients of its own. */
let cases = 0;
const named = (line: string): string =>
  line
    .split(' ')
    .with(3, `${fieldOf(line, 'client')}#${cases}`)
    .join(' ');
const knownIn = (stored: StoredUpdates): (string | undefined)[] =>
  CLIENTS.map((client) => stored.lineOf(`${client}#${cases}`));

describe('offers', () => {
  it(`are judged by one total order, in ${RUNS} pairs`, () => {
    const one = linesOf(fc.constant('kiwi'));
    const verdict = { 1: 'new', 0: 'duplicate', [-1]: 'stale' } as const;
    const [ab, ba] = [new StoredUpdates(), new StoredUpdates()];
    const verdictOn = (stored: StoredUpdates, known: string, offered: string): string => {
      stored.offer(named(known));
      return stored.offer(named(offered));
    };
    fc.assert(
      fc.property(one, one, (a, b) => {
        cases++;
        const wins = order(a, b) as -1 | 0 | 1;
        const loses = -wins as -1 | 0 | 1;
        expect(wins === 0).toBe(a === b);
        expect([verdictOn(ba, b, a), verdictOn(ab, a, b)]).toEqual([verdict[wins], verdict[loses]]);
      }),
      { numRuns: RUNS },
    );
  });

  it(`leave what a plain map would hold, with its verdicts, in ${RUNS} cases`, () => {
    const stored = new StoredUpdates();
    fc.assert(
      fc.property(fc.array(linesOf(clients), { maxLength: 20 }), (lines) => {
        cases++;
        const model = new Map<string, string>();
        for (const line of lines.map(named)) {
          const client = fieldOf(line, 'client');
          const known = model.get(client);
          const wins = known === undefined ? 1 : order(line, known);
          if (wins > 0) model.set(client, line);
          const told = stored.offer(line);
          if (told !== (wins > 0 ? 'new' : wins < 0 ? 'stale' : 'duplicate'))
            throw new Error(`${told}: ${line}`);
          if (stored.line(stored.store.lastClient) !== model.get(client)) throw new Error(`another: ${line}`);
        }
        expect(knownIn(stored)).toEqual(CLIENTS.map((client) => model.get(`${client}#${cases}`)));
      }),
      { numRuns: RUNS },
    );
  });

  it(`in any order, any of them twice, leave the same, in ${RUNS} cases`, () => {
    const [a, b] = [new StoredUpdates(0x40000000, 1), new StoredUpdates(0x40000000, 2)];
    const keys = fc.array(fc.nat(), { minLength: 5, maxLength: 30 });
    fc.assert(
      fc.property(fc.array(linesOf(clients), { maxLength: 15 }), keys, keys, (lines, some, others) => {
        cases++;
        for (const line of shuffled([...lines, ...lines.slice(0, 4)], some)) a.offer(named(line));
        for (const line of shuffled([...lines.slice(2, 7), ...lines], others)) b.offer(named(line));
        expect(knownIn(a)).toEqual(knownIn(b));
      }),
      { numRuns: RUNS },
    );
  });
});

describe('a herd of stores', () => {
  interface Heard {
    readonly at: number;
    /** What is heard; its origin is the server that hears it. */
    readonly line: string;
    /** The server forgets everything first, as after a crash. */
    readonly crash: boolean;
    /** How many of the waiting deliveries come before this, and which. */
    readonly deliveries: number;
    readonly order: number;
  }
  const NAMES = ['Alford', 'Ball', 'Welsh'] as const;
  const heard: fc.Arbitrary<Heard> = fc.record({
    at: fc.nat(NAMES.length - 1),
    line: linesOf(clients),
    crash: fc.nat(19).map((n) => n === 0),
    deliveries: fc.nat(4),
    order: fc.nat(),
  });

  /** The servers of one case and what is on the way between them. */
  class StoreHerd {
    readonly stores: StoredUpdates[];
    waiting: { readonly to: number; readonly line: string }[] = [];

    constructor(stores: StoredUpdates[]) {
      this.stores = stores;
    }

    hear(at: number, line: string): void {
      if (this.stores[at]?.offer(line, true) === 'new') this.#flood(at, line);
    }

    deliver(order: number): void {
      const [next] = this.waiting.splice(order % this.waiting.length, 1);
      if (next !== undefined && this.stores[next.to]?.offer(next.line) === 'new')
        this.#flood(next.to, next.line);
    }

    /** What is on the way to it is lost with its connections; when they are back, it is told all that others know. */
    crash(at: number): void {
      this.stores[at] = new StoredUpdates();
      this.waiting = this.waiting.filter(({ to }) => to !== at);
      for (const line of this.stores.flatMap(knownIn))
        if (line !== undefined) this.waiting.push({ to: at, line });
    }

    #flood(from: number, line: string): void {
      for (const to of this.stores.keys()) if (to !== from) this.waiting.push({ to, line });
    }
  }

  it(`that hear reports, some again, and crash, end equal once all is delivered, in ${RUNS} cases`, () => {
    const stores = NAMES.map(() => new StoredUpdates());
    fc.assert(
      fc.property(fc.array(heard, { maxLength: 15 }), (all) => {
        cases++;
        const herd = new StoreHerd(stores);
        for (const { at, line, crash, deliveries, order } of all) {
          if (crash) herd.crash(at);
          for (let i = 0; i < deliveries && herd.waiting.length > 0; i++) herd.deliver(order + i);
          herd.hear(
            at,
            named(
              line
                .split(' ')
                .with(1, NAMES[at] ?? '')
                .join(' '),
            ),
          );
        }
        while (herd.waiting.length > 0) herd.deliver(herd.waiting.length * 7 + all.length);
        const [first, ...others] = stores.map(knownIn);
        for (const other of others) expect(other).toEqual(first);
      }),
      { numRuns: RUNS },
    );
  });
});
