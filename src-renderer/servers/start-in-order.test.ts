import { expect, it } from 'vitest';
import type { Console } from '../state/console.ts';
import { snapshotOf } from '../state/testing/hand-bridge.ts';
import { startInOrder } from './start-in-order.ts';

function stub(fails: readonly string[] = []) {
  const started: string[] = [];
  const stores = {
    herd: { getState: () => ({ snapshot: snapshotOf({ A: 'stopped', B: 'stopped', C: 'stopped' }) }) },
    operations: {
      servers: async (_operation: string, [name = '']: readonly string[]) => {
        started.push(name);
        return !fails.includes(name);
      },
    },
  } as unknown as Console;
  return { stores, started };
}

it('starts one after the other, in the topology’s order', async () => {
  const { stores, started } = stub();
  await startInOrder(stores, ['C', 'A']);
  expect(started).toEqual(['A', 'C']);
});

it('ends at the first that can’t be started', async () => {
  const { stores, started } = stub(['B']);
  await startInOrder(stores, []);
  expect(started).toEqual(['A', 'B']);
});
