/** When a child is ready: its port answers, and it is the child that listens there. */
import type { Address } from '../../src-shared/topology/topology.ts';
import { portAnswers, type Readiness, untilReady } from '../ground/port-answers.ts';
import { belongsTo, listenersOn } from '../ground/port-holder.ts';

/** One look. Where the system tells who listens, a connection is only tried when the child does. */
async function look(address: Address, pid: number): Promise<Readiness | undefined> {
  const found = listenersOn(address.port, address.host);
  if (found.kind === 'told' && !found.hidden) {
    const [first] = found.listeners;
    if (!first) return undefined;
    if (!found.listeners.some((listener) => belongsTo(listener.pid, pid)))
      return { kind: 'taken', by: first };
  }
  return (await portAnswers(address)) ? { kind: 'ready' } : undefined;
}

/** Looks until the child is ready, its port is taken, or `signal` says that there is no use in it any more. */
export const whenReady = (address: Address, pid: number, signal: AbortSignal): Promise<Readiness> =>
  untilReady(() => look(address, pid), signal);
