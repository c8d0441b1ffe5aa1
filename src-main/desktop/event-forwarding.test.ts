import { describe, expect, it } from 'vitest';
import type { HerdEvent } from '../../src-shared/events/events.ts';
import { type EventBatch, unpackEvents } from '../../src-shared/front-bridge.ts';
import { FRONT_CONTRACT } from '../../src-shared/front-contract.ts';
import { eventHandlers, FLOW_LIMITS, type FlowLimits, forwardEvents } from './event-forwarding.ts';

const line = (n: number, text = `line ${n}`): HerdEvent => ({
  type: 'line',
  time: n,
  server: 'A',
  direction: 'in',
  peer: 'x',
  text,
});
const lines = (count: number): HerdEvent[] => Array.from({ length: count }, (_, n) => line(n));

/** A host whose events are told by hand, and a page that takes what it is sent only when it is told to. */
function forwardingTo(limits?: FlowLimits) {
  const listeners = new Set<(batch: readonly HerdEvent[]) => void>();
  const sent: EventBatch[] = [];
  const host = {
    subscribe(listener: (batch: readonly HerdEvent[]) => void) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        // As the host does: what has gathered is given at the end.
        listener([line(-1)]);
      };
    },
  };
  const forwarding = forwardEvents(host, (batch) => sent.push(batch), limits);
  let told = 0;
  return {
    forwarding,
    listeners,
    sent,
    happen(...events: HerdEvent[]) {
      told += events.length;
      for (const listener of listeners) listener(events);
    },
    takeAll() {
      // Acknowledging may send more.
      for (const { stream, batch } of sent) forwarding.taken(stream, batch);
    },
    told: () => told,
    shown: () => sent.flatMap(({ events }) => unpackEvents(events)),
  };
}

/** Events, and those that were counted instead. */
const counted = (events: readonly HerdEvent[]): number =>
  events.reduce(
    (sum, event) =>
      sum + (event.type === 'summarised' ? Object.values(event.counts).reduce((a, b) => a + b, 0) : 1),
    0,
  );

describe('events to the page', () => {
  it('subscribes once a page, and gives a page that has gone nothing', () => {
    const { forwarding, listeners, sent, happen } = forwardingTo();
    forwarding.end();
    expect(listeners.size).toBe(0);
    forwarding.begin();
    forwarding.begin();
    happen(line(1));
    expect([listeners.size, sent.length]).toEqual([1, 1]);
    forwarding.end();
    expect([listeners.size, sent.length]).toEqual([0, 1]);
    forwarding.begin();
    happen(line(2));
    expect(sent.length).toBe(2);
  });

  it('go no further than a page that hangs, and it loses nothing uncounted', () => {
    const page = forwardingTo();
    page.forwarding.begin();
    for (let n = 0; n < 2_000; n += 1) page.happen(...lines(100));
    expect(page.sent.length).toBeLessThanOrEqual(FLOW_LIMITS.batches);
    expect(page.shown().length).toBeLessThanOrEqual(FLOW_LIMITS.events);
    page.takeAll();
    expect(counted(page.shown())).toBe(200_000);
    expect(page.shown().filter(({ type }) => type === 'summarised')).toHaveLength(1);
    // It keeps up again: nothing is left out any more.
    for (let n = 0; n < 100; n += 1) {
      page.happen(...lines(100));
      page.takeAll();
    }
    expect(counted(page.shown())).toBe(page.told());
    expect(page.shown().filter(({ type }) => type === 'summarised')).toHaveLength(1);
  });

  it('are bounded by their number and their texts, too', () => {
    const many = forwardingTo({ batches: 100, events: 1_000, characters: 1_000_000 });
    many.forwarding.begin();
    for (let n = 0; n < 50; n += 1) many.happen(...lines(90));
    expect(many.shown().length).toBeLessThanOrEqual(1_000);
    const long = forwardingTo({ batches: 100, events: 1_000, characters: 1_000_000 });
    long.forwarding.begin();
    for (let n = 0; n < 50; n += 1) long.happen(line(n, 'x'.repeat(100_000)));
    expect(long.sent.length).toBeLessThan(10);
    // Something too big for any limit goes when nothing else is under way.
    long.takeAll();
    long.happen(line(0, 'y'.repeat(2_000_000)));
    long.takeAll();
    long.happen(line(0, 'y'.repeat(2_000_000)));
    long.takeAll();
    expect(long.shown().filter((event) => event.type === 'line' && event.text.startsWith('y'))).not.toEqual(
      [],
    );
    expect(counted(long.shown())).toBe(long.told());
  });

  it('stay in order: what comes after a gap is told after it', () => {
    const page = forwardingTo({ batches: 4, events: 1_000, characters: 1_000_000 });
    page.forwarding.begin();
    for (let n = 0; n < 10; n += 1) page.happen(line(n));
    page.forwarding.taken(1, 1);
    // There is room for one, but what was left out comes first.
    page.happen(line(10));
    page.takeAll();
    page.happen(line(11));
    const types = page.shown().map((event) => (event.type === 'line' ? event.time : event.type));
    expect(types).toEqual([0, 1, 2, 3, 'summarised', 11]);
    expect(counted(page.shown())).toBe(12);
  });

  it('tell a page that comes back what state servers, links and scenarios are in', () => {
    const page = forwardingTo({ batches: 1, events: 10, characters: 10_000 });
    page.forwarding.begin();
    page.happen(line(0));
    const at = { server: 'A', time: 1 } as const;
    const stopped = { ...at, type: 'server', state: { kind: 'stopped', how: 'killed' } } as const;
    const starting = { ...at, type: 'server', state: { kind: 'starting' } } as const;
    const up = { ...at, type: 'link', neighbour: 'B', state: { kind: 'up' } } as const;
    const began = { kind: 'began', run: 1, name: 'n', title: 't', text: '', pace: 'fast' } as const;
    const scenario = { ...at, type: 'scenario', step: began } as const;
    const flow = { ...at, type: 'summarised', counts: { update: 7 } } as const;
    page.happen(stopped, starting, up, line(1), scenario, flow);
    page.happen({ ...stopped, time: 2 }, { ...up, time: 2 }, { ...starting, time: 2 });
    page.takeAll();
    expect(unpackEvents(page.sent[1]?.events ?? '')).toEqual([
      scenario,
      { ...stopped, time: 2 },
      { ...up, time: 2 },
      { ...starting, time: 2 },
      expect.objectContaining({ type: 'summarised', counts: { server: 2, link: 1, line: 1, update: 7 } }),
    ]);
  });

  it('are bounded where problems never end', () => {
    const page = forwardingTo({ batches: 1, events: 10, characters: 10_000 });
    page.forwarding.begin();
    const error = { code: 'INTERNAL', what: '', why: '', next: '' } as const;
    for (let n = 0; n < 5_000; n += 1) page.happen({ type: 'problem', time: n, server: 'A', error });
    page.takeAll();
    expect(page.shown().length).toBeLessThan(1_000);
    expect(counted(page.shown())).toBe(5_000);
  });

  it('take no notice of what another page acknowledges, nor of what was never sent', () => {
    const page = forwardingTo({ batches: 2, events: 1_000, characters: 1_000_000 });
    page.forwarding.begin();
    page.happen(line(0));
    page.happen(line(1));
    page.forwarding.begin();
    page.happen(line(2));
    page.happen(line(3));
    page.happen(line(4));
    expect(page.sent.map(({ stream, batch }) => `${stream}.${batch}`)).toEqual(['1.1', '1.2', '2.1', '2.2']);
    page.forwarding.taken(1, 2);
    page.forwarding.taken(3, 1);
    page.forwarding.taken(2, 0);
    expect(page.sent).toHaveLength(4);
    page.forwarding.taken(2, 99);
    page.forwarding.taken(2, 99);
    page.forwarding.end();
    page.forwarding.taken(2, 3);
    expect(page.sent.map(({ batch }) => batch)).toEqual([1, 2, 1, 2, 3]);
  });

  it('are asked for and acknowledged by commands of the contract, which let nothing else through', () => {
    const page = forwardingTo();
    const handlers = eventHandlers(page.forwarding);
    handlers['events.follow']({});
    page.happen(line(0));
    expect(handlers['events.taken']({ stream: 1, batch: 1 })).toBeNull();
    expect(page.sent).toHaveLength(1);
    const { request } = FRONT_CONTRACT['events.taken'];
    for (const wrong of [
      {},
      { stream: 1 },
      { stream: '1', batch: 1 },
      { stream: 1, batch: -1 },
      { stream: 1, batch: 0.5 },
    ])
      expect(request.safeParse(wrong).success).toBe(false);
  });
});
