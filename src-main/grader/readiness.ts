/**
 * When a server of a submission is ready: its port answers, and a process of its own listens there. Looks only at what
 * it must, because many are started, and every look at all processes of a machine takes time from the herd.
 */
import type { Address } from '../../src-shared/topology/topology.ts';
import { portAnswers, type Readiness, untilReady } from '../ground/port-answers.ts';
import { isListenedOnBy, listenersOn } from '../ground/port-holder.ts';

type IsOwn = (pid: number) => boolean;

async function look(address: Address, pid: number, isOwn: IsOwn): Promise<Readiness | undefined> {
  if (!(await portAnswers(address))) return undefined;
  if (isListenedOnBy(pid, address.port, address.host) !== false) return { kind: 'ready' };
  const found = listenersOn(address.port, address.host);
  const listeners = found.kind === 'told' ? found.listeners : [];
  if (listeners.some((listener) => listener.pid === pid || isOwn(listener.pid))) return { kind: 'ready' };
  const [by] = listeners;
  // Nobody: it has ended since it answered.
  return by && { kind: 'taken', by };
}

/**
 * Looks until it is ready, its port is taken, or `signal` says that there is no use in it any more. `isOwn` tells of a
 * process other than `pid` whether it belongs to the same server.
 */
export const whenListening = (
  address: Address,
  pid: number,
  isOwn: IsOwn,
  signal: AbortSignal,
): Promise<Readiness> => untilReady(() => look(address, pid, isOwn), signal);
