import { describe, expect, it } from 'vitest';
import { HerdError } from '../errors.ts';
import { applyOverride, overrideOf, removeOverride } from './override.ts';
import { type GradingResult, type Override, verdictOf } from './results.ts';
import { aCheck, aResult, aSubmission } from './testing/a-result.ts';

const result = aResult([
  aSubmission('ada', [
    aCheck({ id: 'iamat.fields', weight: 2 }),
    aCheck({ id: 'flood.all', weight: 3, verdict: 'fail' }),
    aCheck({ id: 'flood.once', weight: 1, verdict: 'unknown' }),
  ]),
  aSubmission('ben', [aCheck({ id: 'iamat.fields', weight: 2, verdict: 'fail' })]),
]);

const override = (more: Partial<Override> = {}): Override => ({
  check: 'flood.all',
  verdict: 'pass',
  reason: 'The link was down on our side.',
  ...more,
});

const codeOf = (act: () => unknown): string => {
  try {
    act();
  } catch (thrown) {
    if (thrown instanceof HerdError) return `${thrown.code}: ${thrown.message}`;
    throw thrown;
  }
  return 'nothing was thrown';
};

describe('an override', () => {
  it('changes the verdict and the points of that submission alone, and is kept with what the grader found', () => {
    const after = applyOverride(result, 'ada', override({ by: 'Grace', at: '2024-11-25T10:00:00Z' }));
    const [ada, ben] = after.submissions;
    expect(ada).toMatchObject({ earned: 5, possible: 6, undecided: 1 });
    expect(ada && overrideOf(ada, 'flood.all')).toEqual({
      check: 'flood.all',
      verdict: 'pass',
      was: 'fail',
      reason: 'The link was down on our side.',
      by: 'Grace',
      at: '2024-11-25T10:00:00Z',
    });
    expect(ben).toBe(result.submissions[1]);
    expect(result.submissions[0]).toMatchObject({ earned: 2 });
  });

  it('settles what could not be decided', () => {
    const once = applyOverride(result, 'ada', override());
    const both = applyOverride(once, 'ada', override({ check: 'flood.once' }));
    expect(both.submissions[0]).toMatchObject({ earned: 6, undecided: 0 });
    expect(both.submissions[0] && verdictOf(both.rubric, both.submissions[0])).toBe('pass');
  });

  it('decides also what could not be run at all', () => {
    const notRun = aSubmission('cy', [aCheck({ verdict: 'fail' })], { problem: 'there is no server.py' });
    const verdictNow = ({ rubric, submissions: [one] }: GradingResult) => one && verdictOf(rubric, one);
    const before = aResult([notRun]);
    expect(verdictNow(before)).toBe('fail');
    expect(verdictNow(applyOverride(before, 'cy', override({ check: 'iamat.fields' })))).toBe('pass');
    const nothingCounts = aSubmission('cy', [aCheck({ verdict: 'fail', beyond: true })], { problem: 'none' });
    expect(verdictNow(aResult([nothingCounts]))).toBe('fail');
  });

  it('takes the place of an earlier one, and does not take that one for what the grader found', () => {
    const once = applyOverride(result, 'ada', override());
    const twice = applyOverride(once, 'ada', override({ verdict: 'unknown', reason: 'I will look again.' }));
    expect(twice.submissions[0]?.overrides).toEqual([
      { check: 'flood.all', verdict: 'unknown', was: 'fail', reason: 'I will look again.' },
    ]);
    expect(twice.submissions[0]).toMatchObject({ earned: 2, undecided: 4 });
  });

  it('can be withdrawn, and then nothing is left of it', () => {
    const once = applyOverride(result, 'ada', override());
    expect(removeOverride(once, 'ada', 'flood.all')).toEqual(result);
    expect(removeOverride(result, 'ada', 'flood.all')).toEqual(result);
  });

  it.each([
    ['without a reason', 'ada', override({ reason: ' \n' }), /no reason/],
    ['with a novel for a reason', 'ada', override({ reason: 'x'.repeat(2_001) }), /longer than 2000/],
    ['of a check that was not run', 'ada', override({ check: 'flood.al' }), /flood\.al.*no check/],
    ['of nobody', 'adda', override(), /adda.*no submission/],
  ])('%s is refused', (_, submission, given, problem) => {
    const said = codeOf(() => applyOverride(result, submission, given));
    expect(said).toMatch(/^OVERRIDE_INVALID/);
    expect(said).toMatch(problem);
  });
});
