/** The present time in nanoseconds, as two whole numbers: what the `diff` field is made from. */
import type { Moment } from '../../src-shared/protocol/index.ts';

/** A clock that is read into a Moment, so that reading it makes no garbage. */
export type Clock = (into: Moment) => void;

/** How far the fine clock may be from the system's before it is set anew, in ms (the system's may be adjusted). */
const TOLERANCE_MS = 2;

/** Date.now() has only milliseconds, performance.now() drifts from the system's time: the one corrects the other. */
export function wallClock(): Clock {
  let originMs = Date.now() - performance.now();
  return (into) => {
    const system = Date.now();
    let now = originMs + performance.now();
    if (now - system > TOLERANCE_MS || system - now > TOLERANCE_MS) {
      originMs += system - now;
      now = system;
    }
    into.seconds = Math.floor(now / 1000);
    into.nanos = Math.floor((now - into.seconds * 1000) * 1e6);
  };
}

/** Milliseconds since 1970, with fractions. */
export const milliseconds = (moment: Moment): number => moment.seconds * 1000 + moment.nanos / 1e6;

const clock = wallClock();
const now: Moment = { seconds: 0, nanos: 0 };

/** The present time of events: milliseconds since 1970, with fractions, by the same clock as the servers'. */
export function nowMs(): number {
  clock(now);
  return milliseconds(now);
}
