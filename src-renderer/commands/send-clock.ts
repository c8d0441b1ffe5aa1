/** The moment of a send: to the nanosecond as text, later with every send. */
import { formatTimestamp, type Moment, timestampNanoseconds } from '../../src-shared/protocol/index.ts';

const NANOS = 1_000_000_000n;

/** @param nowMs milliseconds since 1970, with fractions */
export function createSendClock(nowMs: () => number): () => Moment {
  let last = 0n;
  return () => {
    const now = BigInt(Math.round(nowMs() * 1_000)) * 1_000n;
    last = now > last ? now : last + 1n;
    return momentOf(last);
  };
}

export const pageClock = (): number => performance.timeOrigin + performance.now();

const momentOf = (nanoseconds: bigint): Moment => ({
  seconds: Number(nanoseconds / NANOS),
  nanos: Number(nanoseconds % NANOS),
});

const NOW = /\{now(?:([+-])(\d+(?:\.\d{1,9})?))?\}/g;

/** Replaces `{now}`, `{now-60}`, `{now+0.5}`: within one send they all mean the same moment. */
export function fillInTimes(text: string, moment: Moment): string {
  return text.replace(NOW, (_, sign: string | undefined, seconds: string | undefined) => {
    const now = BigInt(moment.seconds) * NANOS + BigInt(moment.nanos);
    const shift = (seconds === undefined ? undefined : timestampNanoseconds(seconds)) ?? 0n;
    const then = sign === '-' ? now - shift : now + shift;
    // The protocol's timestamps have no sign.
    return formatTimestamp(momentOf(then < 0n ? 0n : then));
  });
}
