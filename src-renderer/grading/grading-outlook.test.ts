import { describe, expect, it } from 'vitest';
import {
  advanceGrading,
  carriedNews,
  type GradingNews,
  type GradingRun,
  progressOf,
} from '../../src-shared/grading/grading-run.ts';
import { canGoOn, lossOf } from './grading-outlook.ts';

const CHECK = { id: 'c', title: 'C', section: 'S', says: '', weight: 1, beyond: false };
const planned = (...names: string[]): GradingNews => ({
  kind: 'planned',
  plan: {
    rubric: { id: 'r', title: 'R', countsBeyond: false },
    topology: { id: 't', title: 'T', servers: [], links: [] },
    ...{ seed: 1, checks: [CHECK] },
    submissions: names.map((name) => ({ name, path: `/${name}` })),
  },
});
const graded = (name: string, also: Partial<GradingNews & { kind: 'graded' }> = {}): GradingNews => ({
  ...{ kind: 'graded', name, points: { earned: 1, possible: 1, undecided: 0 }, problem: null },
  ...{ verdicts: { c: 'pass' }, overridden: [] },
  ...also,
});
const ended: GradingNews = { kind: 'ended', end: { how: 'stopped', atMs: 1 } };
const runOf = (...news: readonly GradingNews[]): GradingRun =>
  advanceGrading(null, { run: 1, beganMs: 0, before: 0, news });

describe('going on with a grading', () => {
  it('is for what was not graded, could not be run here, or came later; not while it runs', () => {
    expect(canGoOn(null, ['/a'])).toBe(false);
    expect(canGoOn(runOf(planned('a')), [])).toBe(false);
    expect(canGoOn(runOf(ended), ['/a'])).toBe(false);
    expect(canGoOn(runOf(planned('a'), ended), ['/a'])).toBe(true);
    expect(canGoOn(runOf(planned('a'), graded('a'), ended), ['/a'])).toBe(false);
    expect(canGoOn(runOf(planned('a'), graded('a'), ended), ['/a', '/b'])).toBe(true);
    const lacking = graded('a', { problem: 'a module is missing', verdicts: { c: 'unknown' } });
    expect(canGoOn(runOf(planned('a'), lacking, ended), ['/a'])).toBe(true);
  });

  it('keeps what was graded in sight, but under its own path alone, and begins again what is graded again', () => {
    const before = runOf(planned('a', 'b'), graded('a'), ended);
    const next = runOf(...carriedNews(before), planned('a', 'b'));
    expect(next.submissions.map(({ state }) => state)).toEqual(['graded', 'waiting']);
    expect(next.carried).toBe(1);
    // What was done before took this run no time.
    expect(progressOf(next, 1_000).leftMs).toBeNull();
    const again = advanceGrading(next, {
      ...{ run: 1, beganMs: 0, before: next.told },
      news: [{ kind: 'submission', name: 'a' }],
    });
    expect(again.submissions[0]).toMatchObject({ state: 'running', verdicts: {}, points: null });
  });
});

describe('what another run would lose', () => {
  it('is what is in no report, and what a person decided', () => {
    expect(lossOf(null)).toBeUndefined();
    expect(lossOf(runOf(planned('a'), ended))).toBeUndefined();
    expect(lossOf(runOf(planned('a'), graded('a'), ended))).toEqual({
      ...{ graded: 1, overridden: 0, exported: false },
    });
    expect(lossOf(runOf(planned('a'), graded('a'), ended, { kind: 'exported' }))).toBeUndefined();
    const overridden = graded('a', { overridden: ['c'] });
    expect(lossOf(runOf(planned('a'), overridden, ended, { kind: 'exported' }))).toMatchObject({
      ...{ overridden: 1, exported: true },
    });
    // An override that comes after the reports is in none of them.
    expect(lossOf(runOf(planned('a'), graded('a'), { kind: 'exported' }, overridden))).toMatchObject({
      exported: false,
    });
  });
});
