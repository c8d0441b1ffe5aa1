/** What a link owes, against a plain set: each client once, none lost, memory bounded. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PendingClients } from './pending-clients.ts';

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

/** Takes all there is. */
function drain(pending: PendingClients): number[] {
  const taken: number[] = [];
  for (let client = pending.take(); client >= 0; client = pending.take()) taken.push(client);
  return taken;
}

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
        expect(taken < 0 ? owed.size === 0 : owed.delete(taken)).toBe(true);
      }
  }
}

describe('what a link owes', () => {
  it('is each client once, and none is lost, whatever is owed, settled and taken', () => {
    fc.assert(
      fc.property(fc.array(steps, { maxLength: 60 }), (all) => {
        const pending = new PendingClients();
        const owed = new Set<number>();
        for (const step of all) {
          play(step, pending, owed);
          expect(pending.size).toBe(owed.size);
          for (const client of [0, 31, 32, 50, 64, 1024, 5000, 9999])
            expect(pending.has(client)).toBe(owed.has(client));
        }
        expect(drain(pending).sort((a, b) => a - b)).toEqual([...owed].sort((a, b) => a - b));
        expect(pending.size).toBe(0);
      }),
      { numRuns: 1_500 },
    );
  });

  it('is taken in the order it came to be owed', () => {
    const orders = fc.uniqueArray(fc.nat(5_000), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(orders, (order) => {
        const pending = new PendingClients();
        for (const client of order) {
          pending.add(client);
          pending.add(order[0] as number);
        }
        expect(drain(pending)).toEqual(order);
      }),
      { numRuns: 300 },
    );
  });

  it('is what is new before all that is known', () => {
    const pending = new PendingClients();
    pending.addAll(100);
    expect(pending.take()).toBe(0);
    pending.add(0);
    pending.add(200);
    pending.add(50);
    expect([pending.take(), pending.take(), pending.take()]).toEqual([0, 200, 1]);
    pending.remove(50);
    pending.add(50);
    expect(drain(pending)).toEqual([
      50,
      ...Array.from({ length: 98 }, (_, i) => i + 2).filter((n) => n !== 50),
    ]);
  });

  it.each([0, 1, 31, 32, 33, 64, 1023, 1024, 1025, 100_000])('is all of %i clients', (count) => {
    const pending = new PendingClients();
    pending.add(3);
    pending.addAll(count);
    expect(pending.size).toBe(count);
    expect(pending.has(count)).toBe(false);
    expect(drain(pending)).toEqual([...Array(count).keys()]);
  });

  it('costs memory by the number of clients, not by how often they come to be owed and are settled', () => {
    const pending = new PendingClients();
    const before = process.memoryUsage().arrayBuffers;
    // One stays owed, so that nothing is ever forgotten because nothing is owed.
    pending.add(0);
    for (let i = 0; i < 2_000_000; i++) {
      const client = 1 + (i % 700);
      pending.add(client);
      if (i % 3 !== 0) pending.remove(client);
    }
    const growth = process.memoryUsage().arrayBuffers - before;
    expect(growth).toBeLessThan(256 * 1024);
    expect(new Set(drain(pending)).size).toBeGreaterThan(1);
  });
});
