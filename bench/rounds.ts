/** Runs peers in turn, round after round, so that a drift of the machine hits all of them alike. */
import { type MetricId, type Outcome, type Results, record, type SubjectId } from './results.ts';
import { median } from './statistics.ts';

/** One figure of one round. `lost` only where something is flooded. */
export interface Figure {
  readonly value: number;
  readonly lost?: { readonly count: number; readonly sent: number };
}

/** A peer in a case: what one round of it yields, metric by metric. */
export interface Contender {
  readonly subject: SubjectId;
  readonly metrics: readonly MetricId[];
  round(): Promise<Partial<Record<MetricId, Figure>>>;
}

/** How long a case may take. */
export interface Limits {
  readonly rounds: number;
  /** After a round that ends later than this no other is begun: on a busy machine there are fewer of them. */
  readonly budgetMs: number;
  readonly signal: AbortSignal;
}

/** All rounds of all contenders. One that fails is out from then on, and says so in its place. */
export async function runRounds(
  contenders: readonly Contender[],
  { rounds, budgetMs, signal }: Limits,
  results: Results,
): Promise<void> {
  const begin = performance.now();
  const figures = new Map(contenders.map((contender) => [contender, new Map<MetricId, Figure[]>()]));
  const failed = new Set<Contender>();
  for (let round = 0; round < rounds; round += 1) {
    if (round > 0 && performance.now() - begin > budgetMs) break;
    for (const contender of contenders) {
      signal.throwIfAborted();
      if (failed.has(contender)) continue;
      try {
        const yielded = await contender.round();
        for (const metric of contender.metrics) {
          const figure = yielded[metric];
          if (figure === undefined) continue;
          const all = figures.get(contender)!;
          all.set(metric, [...(all.get(metric) ?? []), figure]);
        }
      } catch (error) {
        signal.throwIfAborted();
        failed.add(contender);
        for (const metric of contender.metrics) record(results, metric, contender.subject, failureOf(error));
      }
    }
  }
  for (const [contender, all] of figures) {
    if (failed.has(contender)) continue;
    for (const [metric, rounds] of all) record(results, metric, contender.subject, outcomeOf(rounds));
  }
}

export const failureOf = (error: unknown): Outcome => ({
  kind: 'failed',
  why: error instanceof Error ? error.message : String(error),
});

/** The median of the rounds; losses are summed up. */
export function outcomeOf(figures: readonly Figure[]): Outcome {
  const rounds = figures.map((figure) => figure.value);
  const losses = figures.flatMap((figure) => (figure.lost === undefined ? [] : [figure.lost]));
  const value = median(rounds);
  if (losses.length === 0) return { kind: 'measured', value, rounds };
  const sum = (of: (loss: { count: number; sent: number }) => number): number =>
    losses.reduce((total, loss) => total + of(loss), 0);
  return {
    kind: 'measured',
    value,
    rounds,
    lost: { count: sum((loss) => loss.count), sent: sum((loss) => loss.sent) },
  };
}
