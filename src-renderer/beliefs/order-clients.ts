/** The order in which clients stand in the table of beliefs. */
import type { BeliefFold } from '../../src-shared/events/beliefs.ts';

export type ClientOrder = 'newest' | 'name' | 'trouble';

const collator = new Intl.Collator(undefined, { numeric: true });

/** 0: some server should know by now; 1: some can't have heard; 2: some are behind; 3: nothing to worry about. */
function urgency(fold: BeliefFold, client: string, now: number): number {
  const verdicts = new Set(fold.verdicts(client, now).values());
  if (verdicts.has('should-know')) return 0;
  if (verdicts.has('cut-off')) return 1;
  return verdicts.has('behind') ? 2 : 3;
}

/** Clients whose name has the filter in it, in order: who was heard of last first, by name, or by trouble. */
export function orderClients(
  fold: BeliefFold,
  { filter, order, now }: { readonly filter: string; readonly order: ClientOrder; readonly now: number },
): string[] {
  const wanted = filter.trim().toLowerCase();
  const all = [...fold.clients()].filter((client) => client.toLowerCase().includes(wanted));
  if (order === 'newest') return all.reverse();
  all.sort(collator.compare);
  if (order === 'name') return all;
  const ranks = new Map(all.map((client) => [client, urgency(fold, client, now)]));
  return all.sort((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0));
}
