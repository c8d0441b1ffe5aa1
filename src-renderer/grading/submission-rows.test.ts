import { describe, expect, it } from 'vitest';
import { advanceGrading, type GradingNews, type GradingRun } from '../../src-shared/grading/grading-run.ts';
import { submissionRows } from './submission-rows.ts';

const check = (id: string, beyond = false) => ({ id, title: id, section: 'S', says: '', weight: 1, beyond });
const planned: GradingNews = {
  kind: 'planned',
  plan: {
    rubric: { id: 'r', title: 'R', countsBeyond: false },
    topology: { id: 't', title: 'T', servers: [], links: [] },
    seed: 1,
    checks: [check('x'), check('far', true)],
    submissions: [
      { name: 'one', path: '/a/one.py' },
      { name: 'two', path: '/a/two' },
    ],
  },
};
const graded = (
  verdicts: Record<string, 'pass' | 'fail' | 'unknown'>,
  problem: string | null = null,
): GradingNews => ({
  kind: 'graded',
  name: 'one',
  points: { earned: 0, possible: 1, undecided: 0 },
  problem,
  verdicts,
  overridden: [],
});
const runOf = (...news: GradingNews[]): GradingRun =>
  advanceGrading(null, { run: 1, beganMs: 0, before: 0, news: [planned, ...news] });
const looks = (run: GradingRun | null, ...paths: string[]) =>
  submissionRows(paths, run).map(({ name, look }) => `${name}: ${look}`);
const ended: GradingNews = { kind: 'ended', end: { how: 'stopped', atMs: 1 } };

describe('the rows of submissions', () => {
  it('are what is chosen, by the name of the file, before there is a run', () => {
    expect(looks(null, '/a/b/', 'C:\\d\\e.zip')).toEqual(['b: new', 'e.zip: new']);
  });

  it('are what the run has, then what was chosen since', () => {
    const run = runOf({ kind: 'submission', name: 'one' });
    expect(looks(run, '/a/two', '/a/three')).toEqual(['one: running', 'two: waiting', 'three: new']);
  });

  it('tell of what was interrupted, and of what was never begun', () => {
    expect(looks(runOf({ kind: 'submission', name: 'one' }, ended))).toEqual([
      'one: interrupted',
      'two: new',
    ]);
  });

  it.each([
    [{ x: 'pass', far: 'fail' }, null, 'pass'],
    [{ x: 'fail', far: 'pass' }, null, 'fail'],
    [{ x: 'unknown' }, null, 'unknown'],
    [{ x: 'unknown' }, 'no module', 'unknown'],
    [{ x: 'fail' }, 'no ports', 'fail'],
  ] as const)('judge %j with the problem %s as %s', (verdicts, problem, look) => {
    expect(looks(runOf(graded(verdicts, problem)))[0]).toBe(`one: ${look}`);
  });
});
