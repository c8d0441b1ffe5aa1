import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HerdEvent } from '../../src-shared/events/events.ts';
import { createLogStore, LOG_LIMITS, NO_FILTER } from './log.ts';

const line = (n: number, server = 'A', text = `line ${n}`): HerdEvent => ({
  type: 'line',
  time: n,
  server,
  direction: 'in',
  peer: 'x',
  text,
});
const now = (tell: () => void): void => tell();
const lines = (count: number, from = 0): HerdEvent[] =>
  Array.from({ length: count }, (_, n) => line(from + n));

describe('the log', () => {
  it('keeps the newest 100,000 and says how many went', () => {
    const log = createLogStore(undefined, now);
    for (let n = 0; n < 130; n += 1) log.append(lines(1_000, n * 1_000));
    const { kept, dropped, shown } = log.getState();
    expect(kept + dropped).toBe(130_000);
    expect(kept).toBeLessThanOrEqual(LOG_LIMITS.events);
    expect(dropped % LOG_LIMITS.block).toBe(0);
    expect(shown).toBe(kept);
    expect(log.event(log.numberAt(0) ?? -1)?.time).toBe(dropped);
    expect(log.event(log.numberAt(shown - 1) ?? -1)?.time).toBe(129_999);
    expect(log.event(0)).toBeUndefined();
  });

  it('is bounded in characters too', () => {
    const log = createLogStore(undefined, now);
    const long = 'x'.repeat(10_000);
    for (let n = 0; n < 20_000; n += 1) log.append([line(n, 'A', long)]);
    expect(log.getState().kept * 10_000).toBeLessThanOrEqual(LOG_LIMITS.characters + 10_000_000);
    expect(log.getState().dropped).toBeGreaterThan(0);
  });

  it('lets go of long texts before a thousand events have come, and always keeps the newest', () => {
    const log = createLogStore(undefined, now);
    const long = 'x'.repeat(1_000_000);
    for (let n = 0; n < 500; n += 1) {
      log.append([line(n, 'A', long)]);
      const { kept } = log.getState();
      expect(kept * 1_000_000).toBeLessThanOrEqual(LOG_LIMITS.characters);
    }
    const { kept, dropped } = log.getState();
    expect(kept + dropped).toBe(500);
    expect(log.event(dropped - 1)).toBeUndefined();
    expect([...log.all()].map(({ time }) => time)).toEqual(
      Array.from({ length: kept }, (_, n) => dropped + n),
    );
    log.append([line(500, 'A', 'y'.repeat(LOG_LIMITS.characters + 1))]);
    expect(log.getState().kept).toBe(1);
    expect(log.event(500)?.time).toBe(500);
  });

  it('says how many events came as a number only, until it is cleared', () => {
    const log = createLogStore(undefined, now);
    const summary = (counts: Record<string, number>): HerdEvent => ({
      type: 'summarised',
      time: 1,
      server: '-',
      counts,
    });
    log.append([...lines(3), summary({ line: 10, update: 5 }), summary({ line: 1 })]);
    expect(log.getState()).toMatchObject({ kept: 5, leftOut: 16 });
    log.clear();
    expect(log.getState()).toMatchObject({ kept: 0, leftOut: 0, dropped: 0 });
    log.append(lines(2));
    expect([...log.all()]).toHaveLength(2);
  });

  it('shows exactly what the filter lets through, whenever it was set', () => {
    const events = fc.array(fc.tuple(fc.constantFrom('A', 'B'), fc.constantFrom('kiwi', 'Mango')), {
      maxLength: 50,
    });
    fc.assert(
      fc.property(events, events, (before, after) => {
        const log = createLogStore(undefined, now);
        const make = ([server, client]: [string, string], n: number) =>
          line(n, server, `IAMAT ${client} +1-1 ${n}`);
        log.append(before.map(make));
        log.setFilter({ ...NO_FILTER, servers: ['B'], text: 'MANGO' });
        log.append(after.map(make));
        const wanted = [...before, ...after].filter(
          ([server, client]) => server === 'B' && client === 'Mango',
        );
        expect(log.getState().shown).toBe(wanted.length);
        expect([...log.all()]).toHaveLength(wanted.length);
        log.setFilter({ ...NO_FILTER, client: 'kiwi' });
        expect(log.getState().shown).toBe(
          [...before, ...after].filter(([, client]) => client === 'kiwi').length,
        );
      }),
    );
  });

  it('finds the row of an event again after the oldest have gone, with a filter and without', () => {
    for (const text of ['', '7']) {
      const log = createLogStore(undefined, now);
      log.setFilter({ ...NO_FILTER, text });
      for (let n = 0; n < 110; n += 1) log.append(lines(1_000, n * 1_000));
      const number = log.numberAt(500) ?? -1;
      expect(log.rowOf(number)).toBe(500);
      const before = log.getState().shownDropped;
      for (let n = 110; n < 115; n += 1) log.append(lines(1_000, n * 1_000));
      const gone = log.getState().shownDropped - before;
      if (gone <= 500) expect(log.rowOf(number)).toBe(500 - gone);
    }
  });

  it('counts what is new among what is shown, whatever filter comes after', () => {
    const log = createLogStore(undefined, now);
    log.append(lines(10));
    const seen = log.next();
    log.append([line(10, 'B'), line(11), line(12, 'B')]);
    const fresh = (): number => log.getState().shown - log.rowOf(seen);
    expect(fresh()).toBe(3);
    log.setFilter({ ...NO_FILTER, servers: ['B'] });
    expect(fresh()).toBe(2);
    log.setFilter(NO_FILTER);
    expect(fresh()).toBe(3);
  });

  it('finds the newest of a kind, whatever is shown', () => {
    const log = createLogStore(undefined, now);
    log.setFilter({ ...NO_FILTER, text: 'nothing has this' });
    log.append([...lines(5), line(5, 'B'), ...lines(3, 6)]);
    expect(log.recent(({ server }) => server === 'A', 4).map(({ time }) => time)).toEqual([8, 7, 6, 4]);
    log.append(lines(LOG_LIMITS.lookBack));
    expect(log.recent(({ server }) => server === 'B', 4)).toEqual([]);
  });

  it('tells once for many batches', () => {
    const waiting: (() => void)[] = [];
    const log = createLogStore(undefined, (tell) => waiting.push(tell));
    for (let n = 0; n < 10; n += 1) log.append(lines(10));
    expect(waiting).toHaveLength(1);
    expect(log.getState().kept).toBe(0);
    waiting[0]?.();
    expect(log.getState().kept).toBe(100);
  });
});
