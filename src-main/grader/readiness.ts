/**
 * When a server of a submission is ready: its port answers, and a process of its own listens there. Looks only at what
 * it must, because many are started, and every look at all processes of a machine takes time from the herd.
 */
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Address } from '../../src-shared/topology/topology.ts';
import { isListenedOnBy, type Listener, listenersOn } from '../ground/port-holder.ts';

const CONNECT_MS = 1_000;
/** Pauses between two looks: short at first, since most programs are quick. */
const FIRST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 100;

export type Readiness =
  | { readonly kind: 'ready' }
  /** Another process listens on the port. */
  | { readonly kind: 'taken'; readonly by: Listener }
  | { readonly kind: 'given-up' };

/**
 * Looks until it is ready, its port is taken, or `signal` says that there is no use in it any more. `isOwn` tells of a
 * process other than `pid` whether it belongs to the same server.
 */
export async function whenListening(
  address: Address,
  pid: number,
  isOwn: (pid: number) => boolean,
  signal: AbortSignal,
): Promise<Readiness> {
  for (let pause = FIRST_PAUSE_MS; !signal.aborted; pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS)) {
    if (await answers(address)) {
      if (isListenedOnBy(pid, address.port, address.host) !== false) return { kind: 'ready' };
      const found = listenersOn(address.port, address.host);
      const listeners = found.kind === 'told' ? found.listeners : [];
      if (listeners.some((listener) => listener.pid === pid || isOwn(listener.pid))) return { kind: 'ready' };
      const [by] = listeners;
      // Nobody: it has ended since it answered.
      if (by !== undefined) return { kind: 'taken', by };
    }
    await sleep(pause, undefined, { signal }).catch(() => {});
  }
  return { kind: 'given-up' };
}

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
