/**
 * What is broken in a herd now, as far as it can be healed from here. A server that was stopped politely is no fault;
 * nor is a killed one in a herd of which nothing runs: that herd is not broken but at rest, and is started.
 */
import type { HerdSnapshot } from '../../src-shared/console-contract.ts';

export interface FaultsNow {
  readonly cut: readonly string[];
  readonly paused: readonly string[];
  /** Crashed, or killed while others run. */
  readonly down: readonly string[];
}

export function faultsOf(snapshot: HerdSnapshot | null): FaultsNow {
  const servers = snapshot?.servers ?? [];
  const runs = servers.some(({ state }) => state.kind !== 'stopped' && state.kind !== 'crashed');
  return {
    cut: (snapshot?.links ?? []).filter(({ state }) => state === 'cut').map(({ id }) => id),
    paused: servers.filter(({ state }) => state.kind === 'paused').map(({ name }) => name),
    down: servers
      .filter(
        ({ state }) =>
          state.kind === 'crashed' || (runs && state.kind === 'stopped' && state.how === 'killed'),
      )
      .map(({ name }) => name),
  };
}
