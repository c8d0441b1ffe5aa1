import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cause, HerdEvent } from './events.ts';
import { FloodFold } from './floods.ts';

const heard = (time: number, server: string, cause: Cause, client = 'kiwi', seconds = 5): HerdEvent => ({
  type: 'update',
  time,
  server,
  client,
  line: `AT Alford +0.1 ${client} +34-118 ${seconds}`,
  cause,
});
const link = (from: string): Cause => ({ kind: 'link', from });
const CLIENT: Cause = { kind: 'client', peer: 'x' };
const repeated = (server: string, from: string): HerdEvent => ({
  type: 'ignored',
  time: 9,
  server,
  client: 'kiwi',
  why: 'duplicate',
  cause: link(from),
});

describe('a flood', () => {
  it('is told with its way, its times and its cost', () => {
    const fold = new FloodFold();
    for (const event of [
      heard(10, 'Alford', CLIENT),
      heard(12, 'Welsh', link('Alford')),
      heard(13, 'Hamilton', link('Alford')),
      heard(15, 'Ball', link('Welsh')),
      repeated('Holiday', 'Ball'),
    ])
      fold.take(event);
    const flood = fold.newest('kiwi');
    expect(flood).toMatchObject({ origin: 'Alford', begunAt: 10, lines: 4, repeats: 1 });
    expect(flood?.steps.map(({ server, afterMs, from, hops }) => [server, afterMs, from, hops])).toEqual([
      ['Alford', 0, null, 0],
      ['Welsh', 2, 'Alford', 1],
      ['Hamilton', 3, 'Alford', 1],
      ['Ball', 5, 'Welsh', 2],
    ]);
    expect(fold.flood('kiwi', '5')).toBe(flood);
    expect(fold.flood('kiwi', '6')).toBeUndefined();
  });

  it('costs what its events say, and only the newest are kept', () => {
    const cause = fc.oneof(fc.constant(CLIENT), fc.constantFrom('Alford', 'Ball').map(link));
    const event = fc.record({ client: fc.constantFrom('a', 'b'), seconds: fc.nat(4), cause });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        const fold = new FloodFold();
        for (const [time, { client, seconds, cause: by }] of events.entries())
          fold.take(heard(time, 'Welsh', by, client, seconds));
        for (const { client, seconds } of events) {
          const same = events.filter((one) => one.client === client && one.seconds === seconds);
          const flood = fold.flood(client, String(seconds));
          expect(flood?.steps.length).toBe(same.length);
          expect(flood?.lines).toBe(same.filter((one) => one.cause.kind === 'link').length);
        }
      }),
    );
    const few = new FloodFold(10);
    for (let i = 0; i < 30; i++) few.take(heard(i, 'Alford', CLIENT, `c${i}`));
    expect([few.newest('c19'), few.newest('c20')?.client]).toEqual([undefined, 'c20']);
  });
});
