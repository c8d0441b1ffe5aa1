/** What a link owes, against a plain set: each client once, none lost, whatever is owed, settled and taken. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PendingClients } from './pending-clients.ts';

const RUNS = 10_000;

type Step =
  | { readonly do: 'add' | 'remove' | 'addAll'; readonly n: number }
  | { readonly do: 'churn'; readonly n: number; readonly times: number }
  | { readonly do: 'take'; readonly times: number }
  | { readonly do: 'clear' };

/** Clients in a few words of bits, at their edges, and far off. */
const clients = fc.oneof(fc.nat(100), fc.constantFrom(0, 31, 32, 63, 64, 1023, 1024, 5000));
const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: clients.map((n): Step => ({ do: 'add', n })) },
  { weight: 5, arbitrary: clients.map((n): Step => ({ do: 'remove', n })) },
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 40 }).map((times): Step => ({ do: 'take', times })) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(clients, fc.constantFrom(70, 1100, 2500))
      .map(([n, times]): Step => ({ do: 'churn', n, times })),
  },
  { weight: 1, arbitrary: clients.map((n): Step => ({ do: 'addAll', n })) },
  { weight: 1, arbitrary: fc.constant<Step>({ do: 'clear' }) },
);

/** Does a step to both; what is taken must be owed, and something must be taken while anything is owed. */
function play(step: Step, pending: PendingClients, owed: Set<number>): void {
  switch (step.do) {
    case 'add':
      pending.add(step.n);
      owed.add(step.n);
      break;
    case 'remove':
      pending.remove(step.n);
      owed.delete(step.n);
      break;
    case 'churn':
      for (let i = 0; i < step.times; i++) {
        pending.add(step.n);
        pending.remove(step.n);
      }
      owed.delete(step.n);
      break;
    case 'addAll':
      pending.addAll(step.n);
      owed.clear();
      for (let client = 0; client < step.n; client++) owed.add(client);
      break;
    case 'clear':
      pending.clear();
      owed.clear();
      break;
    case 'take':
      for (let i = 0; i < step.times; i++) {
        const taken = pending.take();
        if (taken < 0 ? owed.size > 0 : !owed.delete(taken)) throw new Error(`${taken} is taken`);
      }
  }
}

it(`what a link owes is what a plain set would hold, in ${RUNS} cases`, () => {
  fc.assert(
    fc.property(fc.array(steps, { maxLength: 30 }), (all) => {
      const pending = new PendingClients();
      const owed = new Set<number>();
      for (const step of all) {
        play(step, pending, owed);
        if (pending.size !== owed.size) throw new Error(`${pending.size} are owed`);
        for (const client of [0, 31, 32, 50, 64, 1024, 5000, 9999]) {
          if (pending.has(client) !== owed.has(client)) throw new Error(`${client} is owed`);
        }
      }
      const rest = Array.from({ length: owed.size }, () => pending.take());
      expect(rest.sort((a, b) => a - b)).toEqual([...owed].sort((a, b) => a - b));
      expect([pending.take(), pending.size]).toEqual([-1, 0]);
    }),
    { numRuns: RUNS },
  );
});
