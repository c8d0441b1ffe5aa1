import { describe, expect, it } from 'vitest';
import { aCheck } from '../../src-shared/grading/testing/a-result.ts';
import { Progress } from './progress.ts';

/** A class of three with 12 checks each; a check takes a second. */
function begin() {
  let now = 0;
  const progress = new Progress(3, 12, () => now);
  const check = (name: string, count: number, attempts = 1): void => {
    for (let i = 0; i < count; i++) {
      if (attempts > 0) now += 1_000;
      progress.take({ type: 'check', name, result: aCheck({ attempts }) });
    }
  };
  const submission = (name: string, checks = 12): void => progress.take({ type: 'submission', name, checks });
  return { progress, check, submission };
}

describe('progress', () => {
  it('tells how long the rest will take, what was graded before left aside', () => {
    const { progress, check, submission } = begin();
    progress.finished('a', true);
    submission('b');
    check('b', 12);
    progress.finished('b', false);
    expect(progress.text).toBe('2 of 3 graded, about 12 s left');
  });

  it('says nothing of time after a check or two, which are the quickest', () => {
    const { progress, check, submission } = begin();
    submission('a');
    expect(progress.text).toBe('0 of 3 graded');
    check('a', 2);
    expect(progress.text).toBe('0 of 3 graded');
    check('a', 1);
    expect(progress.text).toBe('0 of 3 graded, about 33 s left');
  });

  it('takes what could not be run for no sign of how long others take', () => {
    const { progress, check, submission } = begin();
    submission('a');
    check('a', 12, 0);
    progress.finished('a', false);
    expect(progress.text).toBe('1 of 3 graded');
    // This one has not even a check that was not run.
    submission('b');
    progress.finished('b', false);
    submission('c');
    check('c', 6);
    expect(progress.text).toBe('2 of 3 graded, about 6 s left');
  });

  it('says nothing of time at the end, and counts the checks that are run alone', () => {
    const { progress, check, submission } = begin();
    progress.finished('a', true);
    submission('b', 4);
    check('b', 3);
    expect(progress.text).toBe('1 of 3 graded, about 13 s left');
    submission('c');
    progress.finished('c', false);
    check('b', 1);
    progress.finished('b', false);
    expect(progress.text).toBe('3 of 3 graded');
  });
});
