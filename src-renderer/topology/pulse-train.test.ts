import { describe, expect, it } from 'vitest';
import type { Pulse } from '../state/traffic.ts';
import { createPulseTrain, MOST_ALIVE, MOST_ON_LINK, PULSE_MS } from './pulse-train.ts';

const pulse = (from: string, to: string, hue = 0): Pulse => ({ from, to, hue });

describe('a train of pulses', () => {
  it('lets one that passes an update on wait for the one that brought it', () => {
    const train = createPulseTrain();
    train.add([pulse('A', 'B'), pulse('B', 'C'), pulse('C', 'D')], 0);
    expect(train.alive(0).map(({ start }) => start)).toEqual([0, PULSE_MS, 2 * PULSE_MS]);
  });

  it('lets others go at once', () => {
    const train = createPulseTrain();
    train.add([pulse('A', 'B', 1), pulse('B', 'C', 2)], 5);
    expect(train.alive(5).map(({ start }) => start)).toEqual([5, 5]);
  });

  it('ends each', () => {
    const train = createPulseTrain();
    train.add([pulse('A', 'B')], 0);
    expect(train.alive(PULSE_MS - 1)).toHaveLength(1);
    expect(train.alive(PULSE_MS)).toHaveLength(0);
  });

  it('draws no more than can be seen, on one link and in all', () => {
    const train = createPulseTrain();
    train.add(
      Array.from({ length: 500 }, () => pulse('A', 'B')),
      0,
    );
    expect(train.alive(0)).toHaveLength(MOST_ON_LINK);
    train.add(
      Array.from({ length: 500 }, (_, n) => pulse(`X${n}`, `Y${n}`)),
      0,
    );
    expect(train.alive(0)).toHaveLength(MOST_ALIVE);
  });
});
