import { describe, expect, it } from 'vitest';
import { advanceGrading, carriedNews, progressOf } from './grading-run.ts';
import { graded, lacking, planned, runOf, stopped } from './testing/runs.ts';

describe('a run that is gone on with', () => {
  it('keeps what was graded in sight, but under its own path alone, and begins again what is graded again', () => {
    const before = runOf(planned('a', 'b'), graded('a'), stopped);
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

  it('counts what is graded again for this run’s own work', () => {
    const before = runOf(planned('a', 'b', 'c'), graded('a'), lacking('b'), lacking('c'), stopped);
    const next = runOf(...carriedNews(before), planned('a', 'b', 'c'));
    expect(next.submissions.map(({ state }) => state)).toEqual(['graded', 'waiting', 'waiting']);
    expect(progressOf(next, 1_000)).toMatchObject({ graded: 1, share: 1 / 3, leftMs: null });
    const one = advanceGrading(next, { ...{ run: 1, beganMs: 0, before: next.told }, news: [graded('b')] });
    expect(progressOf(one, 1_000)).toMatchObject({ graded: 2, share: 2 / 3, leftMs: 1_000 });
  });
});
