import { describe, expect, it } from 'vitest';
import {
  advanceGrading,
  type GradingNews,
  type GradingPlan,
  type GradingRun,
  progressOf,
} from './grading-run.ts';

const check = (id: string) => ({ id, title: id, section: 'S', says: '', weight: 1, beyond: false });
const plan: GradingPlan = {
  rubric: { id: 'r', title: 'R', countsBeyond: false },
  topology: { id: 't', title: 'T', servers: ['A', 'B'], links: [{ a: 'A', b: 'B' }] },
  seed: 1,
  checks: [check('x'), check('y')],
  submissions: [
    { name: 'one', path: '/one' },
    { name: 'two', path: '/two' },
  ],
};
const planned: GradingNews = { kind: 'planned', plan };
const begins: GradingNews = { kind: 'submission', name: 'one' };
const judged = (id: string): GradingNews => ({ kind: 'judged', name: 'one', check: id, verdict: 'pass' });
const graded: GradingNews = {
  kind: 'graded',
  name: 'one',
  points: { earned: 1, possible: 2, undecided: 0 },
  problem: null,
  verdicts: { x: 'pass', y: 'fail' },
  overridden: [],
};
const batch = (run: number, before: number, ...news: GradingNews[]) => ({
  run,
  beganMs: 1_000,
  before,
  news,
});
const runOf = (...batches: ReturnType<typeof batch>[]): GradingRun | null =>
  batches.reduce<GradingRun | null>(advanceGrading, null);

describe('a grading run', () => {
  it('knows what each submission has come to, and what its herd looks like now', () => {
    const server: GradingNews = { kind: 'server', name: 'one', server: 'A', sight: 'impersonated' };
    const checking: GradingNews = { kind: 'checking', name: 'one', check: 'y' };
    const run = runOf(batch(1, 0, planned, begins, judged('x'), checking, server));
    expect(run?.submissions).toMatchObject([
      {
        name: 'one',
        state: 'running',
        checking: 'y',
        verdicts: { x: 'pass' },
        servers: { A: 'impersonated' },
      },
      { name: 'two', state: 'waiting' },
    ]);
    const done = runOf(batch(1, 0, planned, begins, server, graded));
    expect(done?.submissions[0]).toMatchObject({
      state: 'graded',
      checking: null,
      servers: {},
      points: { earned: 1 },
    });
  });

  it('takes nothing twice, and nothing of an older run', () => {
    const once = runOf(batch(2, 0, planned, begins), batch(2, 2, graded));
    const twice = runOf(
      batch(2, 0, planned, begins),
      batch(2, 0, planned, begins),
      batch(2, 1, begins, graded),
      batch(1, 0, planned),
    );
    expect(twice).toEqual(once);
  });

  it('says that news were missed instead of going on without them', () => {
    const run = runOf(batch(1, 0, planned), batch(1, 3, graded));
    expect(run).toMatchObject({ gap: true, told: 1 });
    expect(run?.submissions[0]?.state).toBe('waiting');
  });

  it('begins anew with a later run', () => {
    const run = runOf(batch(1, 0, planned, graded), batch(2, 0));
    expect(run).toMatchObject({ run: 2, plan: null, submissions: [], end: null });
  });
});

describe('how far a run is', () => {
  it('is told in checks, and how long the rest takes from those that are done', () => {
    const run = runOf(batch(1, 0, planned, begins, judged('x'))) as GradingRun;
    expect(progressOf(run, 3_000)).toEqual({ graded: 0, submissions: 2, share: 0.25, leftMs: 6_000 });
  });

  it('counts one that could not be run as done', () => {
    const failed: GradingNews = { ...graded, verdicts: {}, problem: 'no ports' };
    expect(progressOf(runOf(batch(1, 0, planned, begins, failed)) as GradingRun, 3_000).share).toBe(0.5);
  });

  it('says nothing of time before anything is done', () => {
    expect(progressOf(runOf(batch(1, 0, planned)) as GradingRun, 9_000).leftMs).toBeNull();
  });
});
