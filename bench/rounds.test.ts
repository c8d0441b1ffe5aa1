import { describe, expect, it } from 'vitest';
import type { Results } from './results.ts';
import { type Contender, type Figure, type Limits, outcomeOf, runRounds } from './rounds.ts';

const limits = (rounds: number): Limits => ({
  rounds,
  budgetMs: Number.POSITIVE_INFINITY,
  signal: new AbortController().signal,
});

describe('rounds', () => {
  it('let the peers take turns and keep the median of each', async () => {
    const order: string[] = [];
    const contender = (subject: 'bare' | 'tuned', values: number[]): Contender => ({
      subject,
      metrics: ['iamat-1x1'],
      round: async () => {
        order.push(subject);
        return { 'iamat-1x1': { value: values.shift() ?? 0 } };
      },
    });
    const results: Results = {};
    await runRounds([contender('bare', [5, 1, 3]), contender('tuned', [2, 2, 8])], limits(3), results);
    expect(order).toEqual(['bare', 'tuned', 'bare', 'tuned', 'bare', 'tuned']);
    expect(results['iamat-1x1']).toEqual({
      bare: { kind: 'measured', value: 3, rounds: [5, 1, 3] },
      tuned: { kind: 'measured', value: 2, rounds: [2, 2, 8] },
    });
  });

  it('go on without a peer that failed, and say why', async () => {
    let calls = 0;
    const bad: Contender = {
      subject: 'tuned',
      metrics: ['idle-five-p50', 'idle-five-p99'],
      round: async () => {
        calls += 1;
        if (calls === 2) throw new Error('it fell over');
        return { 'idle-five-p50': { value: 1 } };
      },
    };
    const good: Contender = {
      subject: 'bare',
      metrics: ['iamat-1x1'],
      round: async (): Promise<Partial<Record<'iamat-1x1', Figure>>> => ({ 'iamat-1x1': { value: 1 } }),
    };
    const results: Results = {};
    await runRounds([bad, good], limits(4), results);
    expect(calls).toBe(2);
    const failed = { tuned: { kind: 'failed', why: 'it fell over' } };
    expect(results['idle-five-p50']).toEqual(failed);
    expect(results['idle-five-p99']).toEqual(failed);
    expect(results['iamat-1x1']?.bare).toMatchObject({ rounds: [1, 1, 1, 1] });
  });

  it('end at once when they are interrupted', async () => {
    const controller = new AbortController();
    let calls = 0;
    const contender: Contender = {
      subject: 'bare',
      metrics: ['iamat-1x1'],
      round: async () => {
        calls += 1;
        controller.abort(new Error('interrupted'));
        throw new Error('its server was killed');
      },
    };
    await expect(runRounds([contender], { ...limits(5), signal: controller.signal }, {})).rejects.toThrow(
      'interrupted',
    );
    expect(calls).toBe(1);
  });

  it('are begun no more when the time is up, but there is always one', async () => {
    let calls = 0;
    const contender: Contender = {
      subject: 'bare',
      metrics: ['iamat-1x1'],
      round: async () => {
        calls += 1;
        return { 'iamat-1x1': { value: calls } };
      },
    };
    const results: Results = {};
    await runRounds([contender], { ...limits(9), budgetMs: -1 }, results);
    expect(calls).toBe(1);
    expect(results['iamat-1x1']?.bare).toMatchObject({ kind: 'measured', value: 1, rounds: [1] });
  });

  it('sum up what was lost', () => {
    const figures = [
      { value: 10, lost: { count: 2, sent: 100 } },
      { value: 30, lost: { count: 0, sent: 100 } },
    ];
    expect(outcomeOf(figures)).toEqual({
      kind: 'measured',
      value: 20,
      rounds: [10, 30],
      lost: { count: 2, sent: 200 },
    });
  });
});
