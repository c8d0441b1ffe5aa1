/** What is broken in a herd now, as far as it can be healed from here. A server that was stopped politely is no fault. */
import type { HerdSnapshot } from '../../src-shared/console-contract.ts';

export interface FaultsNow {
  readonly cut: readonly string[];
  readonly paused: readonly string[];
  /** Killed or crashed. */
  readonly down: readonly string[];
}

export function faultsOf(snapshot: HerdSnapshot | null): FaultsNow {
  const servers = snapshot?.servers ?? [];
  return {
    cut: (snapshot?.links ?? []).filter(({ state }) => state === 'cut').map(({ id }) => id),
    paused: servers.filter(({ state }) => state.kind === 'paused').map(({ name }) => name),
    down: servers
      .filter(({ state }) => state.kind === 'crashed' || (state.kind === 'stopped' && state.how === 'killed'))
      .map(({ name }) => name),
  };
}
