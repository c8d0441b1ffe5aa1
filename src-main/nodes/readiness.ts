/** When a child is ready: its port answers, and it is the child that listens there. */
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Address } from '../../src-shared/topology/topology.ts';
import { belongsTo, type Listener, listenersOn } from '../ground/port-holder.ts';

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
function answers(address: Address): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ ...address, timeout: CONNECT_MS });
    const end = (answered: boolean) => () => {
      socket.destroy();
      resolve(answered);
    };
    socket.once('connect', end(true)).once('error', end(false)).once('timeout', end(false));
  });
}

/** One look. Where the system tells who listens, a connection is only tried when the child does. */
async function look(address: Address, pid: number): Promise<Readiness | 'not-yet'> {
  const found = listenersOn(address.port, address.host);
  if (found.kind === 'told' && !found.hidden) {
    const [first] = found.listeners;
    if (!first) return 'not-yet';
    if (!found.listeners.some((listener) => belongsTo(listener.pid, pid)))
      return { kind: 'taken', by: first };
  }
  return (await answers(address)) ? { kind: 'ready' } : 'not-yet';
}

/** Looks until the child is ready, its port is taken, or `signal` says that there is no use in it any more. */
export async function whenReady(address: Address, pid: number, signal: AbortSignal): Promise<Readiness> {
  for (let pause = FIRST_PAUSE_MS; !signal.aborted; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    const seen = await look(address, pid);
    if (seen !== 'not-yet') return seen;
    await sleep(pause, undefined, { signal }).catch(() => {});
  }
  return { kind: 'given-up' };
}
