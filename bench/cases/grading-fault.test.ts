import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../src-shared/grading/verdict.ts';
import { faultOf } from './grading-fault.ts';

interface Check {
  readonly id: string;
  readonly verdict: Verdict;
  readonly beyond: boolean;
}

const sixtyAnd = (...more: readonly Check[]): string => {
  const sixty = Array.from(
    { length: 60 },
    (_, n): Check => ({ id: `c${n}`, verdict: 'pass', beyond: false }),
  );
  return JSON.stringify({ submissions: [{ checks: [...sixty, ...more] }] });
};

describe('a timed grading', () => {
  it('counts when the right herd passed all that the spec asks', () => {
    expect(faultOf(sixtyAnd())).toBeUndefined();
    expect(faultOf(sixtyAnd({ id: 'extra', verdict: 'fail', beyond: true }))).toBeUndefined();
  });

  it('is none when a verdict is wrong or missing, however quick it was', () => {
    expect(faultOf(sixtyAnd({ id: 'flood.all', verdict: 'fail', beyond: false }))).toMatch(/flood\.all fail/);
    expect(faultOf(sixtyAnd({ id: 'flood.all', verdict: 'unknown', beyond: false }))).toMatch(/unknown/);
    expect(faultOf(sixtyAnd({ id: 'extra', verdict: 'unknown', beyond: true }))).toMatch(/extra unknown/);
  });

  it('is none when it did less, or nothing', () => {
    expect(faultOf(JSON.stringify({ submissions: [{ checks: [] }] }))).toMatch(/0 checks, fewer than 60/);
    expect(faultOf(JSON.stringify({ submissions: [] }))).toMatch(/no result/);
    expect(faultOf('herd: FILE_UNREADABLE')).toMatch(/no result: herd: FILE_UNREADABLE/);
  });
});
