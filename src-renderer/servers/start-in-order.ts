/** Servers started one after the other, in the topology's order. */
import type { Console } from '../state/console.ts';

/** None named: all. Ends at the first that can't be started, which is told. */
export async function startInOrder(
  { herd, operations }: Pick<Console, 'herd' | 'operations'>,
  names: readonly string[],
): Promise<void> {
  const order = (herd.getState().snapshot?.topology.servers ?? [])
    .map(({ name }) => name)
    .filter((name) => names.length === 0 || names.includes(name));
  for (const name of order) {
    if (!(await operations.servers('start', [name]))) return;
  }
}
