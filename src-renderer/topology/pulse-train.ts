/**
 * The pulses that are under way. A flood is over within milliseconds, too fast to see: a pulse is slowed, and one
 * that leaves a server waits until the one that brought its update there has arrived. Few at once: what is too much
 * is not drawn, the link's rate says it.
 */
import type { Pulse } from '../state/traffic.ts';
import { pairKey } from '../state/traffic.ts';

export const PULSE_MS = 650;
/** Pulses alive at once, in all and on one link. */
export const MOST_ALIVE = 150;
export const MOST_ON_LINK = 24;
/** A pulse that would wait longer than this goes at once. */
export const LONGEST_WAIT_MS = 4_000;

export interface Flight extends Pulse {
  readonly start: number;
}

export interface PulseTrain {
  add(pulses: readonly Pulse[], now: number): void;
  /** Those alive, after the ended ones were dropped. A flight that hasn't begun has `start` > now. */
  alive(now: number): readonly Flight[];
  /** How many were ever taken. */
  readonly taken: number;
}

export function createPulseTrain(): PulseTrain {
  let flights: Flight[] = [];
  let taken = 0;
  /** When the first pulse of a colour reaches a server. */
  let arrivals = new Map<string, number>();

  const tidy = (now: number): void => {
    flights = flights.filter(({ start }) => now - start < PULSE_MS);
    if (flights.length === 0) arrivals = new Map();
  };
  const startOf = ({ from, hue }: Pulse, now: number): number => {
    const arrival = arrivals.get(`${from} ${hue}`) ?? 0;
    return arrival > now && arrival - now < LONGEST_WAIT_MS ? arrival : now;
  };
  const seeOff = (pulse: Pulse, now: number): void => {
    const start = startOf(pulse, now);
    flights.push({ ...pulse, start });
    taken += 1;
    const key = `${pulse.to} ${pulse.hue}`;
    const known = arrivals.get(key) ?? 0;
    if (known <= now || start + PULSE_MS < known) arrivals.set(key, start + PULSE_MS);
  };

  return {
    add(pulses, now) {
      tidy(now);
      const onLink = new Map<string, number>();
      for (const { from, to } of flights) {
        const key = pairKey(from, to);
        onLink.set(key, (onLink.get(key) ?? 0) + 1);
      }
      for (const pulse of pulses) {
        const key = pairKey(pulse.from, pulse.to);
        const there = onLink.get(key) ?? 0;
        if (flights.length >= MOST_ALIVE || there >= MOST_ON_LINK) continue;
        onLink.set(key, there + 1);
        seeOff(pulse, now);
      }
    },
    alive(now) {
      tidy(now);
      return flights;
    },
    get taken() {
      return taken;
    },
  };
}
