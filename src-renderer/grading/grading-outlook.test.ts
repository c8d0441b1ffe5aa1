import { describe, expect, it } from 'vitest';
import { graded, lacking, planned, runOf, stopped } from '../../src-shared/grading/testing/runs.ts';
import { canGoOn, lossOf } from './grading-outlook.ts';

describe('going on with a grading', () => {
  it('is for what was not graded, could not be run here, or came later; not while it runs', () => {
    expect(canGoOn(null, ['/a'])).toBe(false);
    expect(canGoOn(runOf(planned('a')), [])).toBe(false);
    expect(canGoOn(runOf(stopped), ['/a'])).toBe(false);
    expect(canGoOn(runOf(planned('a'), stopped), ['/a'])).toBe(true);
    expect(canGoOn(runOf(planned('a'), graded('a'), stopped), ['/a'])).toBe(false);
    expect(canGoOn(runOf(planned('a'), graded('a'), stopped), ['/a', '/b'])).toBe(true);
    expect(canGoOn(runOf(planned('a'), lacking('a'), stopped), ['/a'])).toBe(true);
  });
});

describe('what another run would lose', () => {
  it('is what is in no report, and what a person decided', () => {
    expect(lossOf(null)).toBeUndefined();
    expect(lossOf(runOf(planned('a'), stopped))).toBeUndefined();
    expect(lossOf(runOf(planned('a'), graded('a'), stopped))).toEqual({
      ...{ graded: 1, overridden: 0, exported: false },
    });
    expect(lossOf(runOf(planned('a'), graded('a'), stopped, { kind: 'exported' }))).toBeUndefined();
    const overridden = graded('a', { overridden: ['c'] });
    expect(lossOf(runOf(planned('a'), overridden, stopped, { kind: 'exported' }))).toMatchObject({
      ...{ overridden: 1, exported: true },
    });
    // An override that comes after the reports is in none of them.
    expect(lossOf(runOf(planned('a'), graded('a'), { kind: 'exported' }, overridden))).toMatchObject({
      exported: false,
    });
  });
});
