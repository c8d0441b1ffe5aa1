import { describe, expect, it } from 'vitest';
import { Budget, machineLoad, waitFor } from './patience.ts';

const never = new AbortController().signal;

describe('patience', () => {
  it('gives the fact as soon as it is there', async () => {
    let looks = 0;
    const waited = await waitFor(() => (++looks === 3 ? 'fact' : undefined), 3_600, never);
    expect(waited).toEqual({ kind: 'fact', fact: 'fact' });
  });

  it('is late when the budget is spent, and looks once more then', async () => {
    const waited = await waitFor(() => undefined, 0, never);
    expect(waited.kind).toBe('late');
  });

  it('ends with the signal', async () => {
    const ending = new AbortController();
    const waiting = waitFor(() => undefined, 3_600, ending.signal);
    ending.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
  });

  it('spends slowly on a busy machine, and then says that being late means nothing', async () => {
    const calm = new Budget(0.01, () => 1);
    const busy = new Budget(0.01, () => 20);
    const busySpent = new Promise<void>((resolve) => busy.onSpent(resolve));
    await new Promise<void>((resolve) => calm.onSpent(resolve));
    expect(busy.leftMs).toBeGreaterThan(0);
    expect(calm.overloaded).toBe(false);
    await busySpent;
    expect(busy.overloaded).toBe(true);
  });

  it('ends as soon as being late says nothing, however busy the machine is', async () => {
    const bounded = new Budget(0.01, () => 1_000_000);
    await new Promise<void>((resolve) => bounded.onSpent(resolve));
    expect(bounded.overloaded).toBe(true);
  });

  it('spends nothing while it is held', async () => {
    const held = new Budget(0.01, () => 1);
    const other = new Budget(0.01, () => 1);
    await held.hold(() => new Promise<void>((resolve) => other.onSpent(resolve)));
    expect(held.leftMs).toBeGreaterThan(0);
    expect(held.overloaded).toBe(false);
    await new Promise<void>((resolve) => held.onSpent(resolve));
  });

  it('never takes a machine for faster than an idle one', () => {
    expect(machineLoad()).toBeGreaterThanOrEqual(1);
  });
});
