/** When somebody listens: whether a port answers, and looking at one again and again until something is known. */
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Address } from '../../src-shared/topology/topology.ts';
import type { Listener } from './port-holder.ts';

const CONNECT_MS = 1_000;
/** Pauses between two looks: short at first, since most programs are quick. */
const FIRST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 100;

export type Readiness =
  | { readonly kind: 'ready' }
  /** Another program's process listens on the port. */
  | { readonly kind: 'taken'; readonly by: Listener }
  | { readonly kind: 'given-up' };

/** Whether a connection is accepted; nothing is sent on it. */
export function portAnswers(address: Address): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ ...address, timeout: CONNECT_MS });
    const end = (answered: boolean) => () => {
      socket.destroy();
      resolve(answered);
    };
    socket.once('connect', end(true)).once('error', end(false)).once('timeout', end(false));
  });
}

/** Looks until a look gives something, or `signal` says that there is no use in it any more. */
export async function untilReady(
  look: () => Promise<Readiness | undefined>,
  signal: AbortSignal,
): Promise<Readiness> {
  for (let pause = FIRST_PAUSE_MS; !signal.aborted; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    const seen = await look();
    if (seen !== undefined) return seen;
    await sleep(pause, undefined, { signal }).catch(() => {});
  }
  return { kind: 'given-up' };
}
