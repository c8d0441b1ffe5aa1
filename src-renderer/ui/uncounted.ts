/** Why a server's own numbers aren't known here, for where a dash stands in their place. */
import type { ServerSnapshot } from '../../src-shared/console-contract.ts';
import type { ServerSpec } from '../../src-shared/topology/topology.ts';

/** Undefined: they are known. */
export function whyUncounted(
  { hosted, counters, state }: Pick<ServerSnapshot, 'hosted' | 'counters' | 'state'>,
  spec: Pick<ServerSpec, 'command' | 'process'> | undefined,
): string | undefined {
  if (counters) return undefined;
  if (!hosted) return 'Not known: it runs in another process or on another machine.';
  if (state.kind !== 'ready' && state.kind !== 'paused') return 'Nothing to count: it isn’t running.';
  if (spec?.command) return 'Not known: a program counts for itself. Beliefs can ask it.';
  return 'Not known: it runs in a process of its own and counts for itself. Beliefs can ask it.';
}
