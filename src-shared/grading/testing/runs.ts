/** Grading runs for tests, by their news. */
import { advanceGrading, type GradingNews, type GradingRun } from '../grading-run.ts';

const CHECK = { id: 'c', title: 'C', section: 'S', says: '', weight: 1, beyond: false };
/** A plan of these, each at `/` and its name, with one check. */
export const planned = (...names: string[]): GradingNews => ({
  kind: 'planned',
  plan: {
    rubric: { id: 'r', title: 'R', countsBeyond: false },
    topology: { id: 't', title: 'T', servers: [], links: [] },
    ...{ seed: 1, checks: [CHECK] },
    submissions: names.map((name) => ({ name, path: `/${name}` })),
  },
});
export const graded = (name: string, also: Partial<GradingNews & { kind: 'graded' }> = {}): GradingNews => ({
  ...{ kind: 'graded', name, points: { earned: 1, possible: 1, undecided: 0 }, problem: null },
  ...{ verdicts: { c: 'pass' }, overridden: [] },
  ...also,
});
export const stopped: GradingNews = { kind: 'ended', end: { how: 'stopped', atMs: 1 } };
export const runOf = (...news: readonly GradingNews[]): GradingRun =>
  advanceGrading(null, { run: 1, beganMs: 0, before: 0, news });
/** One that this machine could not run. */
export const lacking = (name: string): GradingNews =>
  graded(name, { problem: 'a module is missing', verdicts: { c: 'unknown' } });
