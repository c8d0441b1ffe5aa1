import { describe, expect, it } from 'vitest';
import type { RightHerd, WrongHerd } from './herd-source.ts';
import { type Graded, judgeRight, judgeWrong } from './self-run.ts';

const RIGHT: RightHerd = { id: 'r', base: 'line-loop', style: '', command: '' };
const WRONG: WrongHerd = { id: 'w', base: 'line-loop', edits: [], fault: 'Wrong', caughtBy: 'a' };

type Check = Graded['checks'][0];

const check = (id: string, verdict: Check['verdict'], beyond = false): Check => ({
  id,
  verdict,
  beyond,
  reason: verdict === 'pass' ? '' : `${id} is wrong`,
});
const graded = (checks: Check[], more: Partial<Graded> = {}): Graded => ({
  earned: 2,
  possible: 2,
  notes: [],
  checks,
  ...more,
});

describe('a right herd', () => {
  it.each([
    ['full marks', graded([check('a', 'pass'), check('b', 'fail', true)]), 'as it should'],
    ['a lost point', graded([check('a', 'fail')], { earned: 1 }), 'NOT AS IT SHOULD'],
    ['points that don’t add up', graded([check('a', 'pass')], { earned: 1 }), 'NOT AS IT SHOULD'],
    ['nothing checked', graded([], { earned: 0, possible: 0 }), 'NOT AS IT SHOULD'],
    ['a problem', graded([], { problem: 'not started' }), 'NOT AS IT SHOULD'],
    ['unknown alone', graded([check('a', 'unknown')], { earned: 1 }), 'unknown'],
    ['unknown and fail', graded([check('a', 'unknown'), check('b', 'fail')]), 'NOT AS IT SHOULD'],
  ] as const)('%s', (_, result, verdict) => {
    expect(judgeRight(RIGHT, result).verdict).toBe(verdict);
  });

  it('of ours loses by what is beyond the spec too', () => {
    const result = graded([check('a', 'pass'), check('b', 'fail', true)]);
    expect(judgeRight({ ...RIGHT, beyondToo: true }, result)).toMatchObject({
      verdict: 'NOT AS IT SHOULD',
      why: ['b: fail, b is wrong'],
    });
  });
});

describe('a wrong herd', () => {
  it.each([
    ['caught by its check', graded([check('a', 'fail'), check('b', 'pass')]), 'as it should'],
    ['caught by another only', graded([check('a', 'pass'), check('b', 'fail')]), 'NOT AS IT SHOULD'],
    ['not caught', graded([check('a', 'pass')]), 'NOT AS IT SHOULD'],
    ['its check missing', graded([]), 'NOT AS IT SHOULD'],
    ['nothing can be said', graded([check('a', 'unknown')]), 'unknown'],
  ] as const)('%s', (_, result, verdict) => {
    expect(judgeWrong(WRONG, result).verdict).toBe(verdict);
  });

  it.each([
    ['stopped and named', graded([check('a', 'fail')], { notes: ['it storms'] }), 'as it should'],
    [
      'named in the reason of a check',
      graded([{ ...check('a', 'unknown'), reason: 'it storms' }]),
      'as it should',
    ],
    ['stopped but not named', graded([check('a', 'fail')]), 'NOT AS IT SHOULD'],
    ['named but not stopped', graded([check('a', 'pass')], { notes: ['it storms'] }), 'NOT AS IT SHOULD'],
  ] as const)('that is to be stopped: %s', (_, result, verdict) => {
    expect(judgeWrong({ ...WRONG, named: /storms/ }, result).verdict).toBe(verdict);
  });
});
