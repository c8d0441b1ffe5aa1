import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EventOf } from '../../src-shared/events/events.ts';
import { clientColour } from '../ui/client-colour.ts';
import { createEventHub } from './event-hub.ts';
import { HandBridge } from './testing/hand-bridge.ts';
import { clientOfAt, createTraffic, PULSES_A_BATCH, type Pulse } from './traffic.ts';

const AT = 'AT Alford +0.1 kiwi +34.068930-118.445127 1520023934.918963997';
const line = (server: string, direction: 'in' | 'out', peer: string, text = AT): EventOf<'line'> => ({
  type: 'line',
  time: 1,
  server,
  direction,
  peer,
  text,
});

function setUp() {
  const host = new HandBridge();
  const hub = createEventHub(host.bridge);
  const traffic = createTraffic(hub);
  hub.follow();
  const pulses: Pulse[] = [];
  traffic.onPulses((more) => pulses.push(...more));
  return { host, traffic, pulses };
}

describe('traffic', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('counts lines by link, both ways, and by server, over the last second', () => {
    const { host, traffic } = setUp();
    host.emit(line('Alford', 'out', 'Welsh'), line('Welsh', 'in', 'Alford'), line('Welsh', 'out', 'Alford'));
    vi.advanceTimersByTime(250);
    expect(traffic.getState().links).toEqual({ 'Alford-Welsh': 2 });
    expect(Object.fromEntries(traffic.getState().servers)).toEqual({
      Alford: { in: 0, out: 1 },
      Welsh: { in: 1, out: 1 },
    });
    expect(traffic.getState().servers.get('constructor')).toBeUndefined();
    vi.advanceTimersByTime(1_000);
    expect(traffic.getState().links).toEqual({});
  });

  it('tells nothing, and has no timer, while nothing runs', () => {
    const { host } = setUp();
    host.emit({ type: 'topology', time: 1, server: '-', title: 'x' });
    expect(vi.getTimerCount()).toBe(0);
    host.emit(line('Alford', 'out', 'Welsh'));
    vi.advanceTimersByTime(3_000);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('makes pulses of AT lines on links alone', () => {
    const { host, pulses } = setUp();
    host.emit(
      line('Alford', 'out', 'Welsh'),
      line('Alford', 'out', '127.0.0.1:5000'),
      line('Alford', 'out', 'Welsh', 'HELLO Alford'),
      line('Welsh', 'in', 'Alford'),
    );
    expect(pulses).toEqual([{ from: 'Alford', to: 'Welsh', hue: clientColour('kiwi') }]);
  });

  it('keeps the pulses of a batch to what can be seen, and counts all', () => {
    const { host, traffic, pulses } = setUp();
    host.emit(...Array.from({ length: 5_000 }, () => line('Alford', 'out', 'Welsh')));
    expect(pulses).toHaveLength(PULSES_A_BATCH);
    vi.advanceTimersByTime(250);
    expect(traffic.getState().links['Alford-Welsh']).toBe(5_000);
  });

  it('says how many lines were not told', () => {
    const { host, traffic } = setUp();
    host.emit({ type: 'summarised', time: 1, server: '-', counts: { line: 700, update: 3 } });
    vi.advanceTimersByTime(250);
    expect(traffic.getState().untold).toBe(700);
  });
});

describe('the client of an AT line', () => {
  it('is its fourth word', () => {
    expect(clientOfAt(AT)).toBe('kiwi');
    expect(clientOfAt('AT x')).toBeUndefined();
    expect(clientOfAt(`AT ${'x'.repeat(1_000_000)}`)).toBeUndefined();
  });
});
