/** What a link owes: in which order, and at what cost. That nothing is lost is proven beside this. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PendingClients } from './pending-clients.ts';

/** Takes all there is. */
function drain(pending: PendingClients): number[] {
  const taken: number[] = [];
  for (let client = pending.take(); client >= 0; client = pending.take()) taken.push(client);
  return taken;
}

describe('what a link owes', () => {
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
