import { describe, expect, it } from 'vitest';
import { summarise } from './class-summary.ts';
import { aCheck, aResult, aSubmission } from './testing/a-result.ts';

const both = (fields: 'pass' | 'fail', flood: 'pass' | 'fail' | 'unknown') => [
  aCheck({ id: 'iamat.fields', weight: 4, verdict: fields }),
  aCheck({
    id: 'flood.all',
    weight: 6,
    verdict: flood,
    reason: flood === 'unknown' ? 'the port was taken' : '',
  }),
  aCheck({ id: 'line.crlf', weight: 5, verdict: 'fail', beyond: true }),
];

describe('summarise', () => {
  const summary = summarise(
    aResult([
      aSubmission('full', both('pass', 'pass')),
      aSubmission('half', both('pass', 'fail')),
      aSubmission('open', both('fail', 'unknown')),
      aSubmission('never', both('fail', 'fail'), { problem: 'it never started' }),
    ]),
  );

  it('counts each submission once, the fullest in the last tenth', () => {
    expect(summary.distribution.map(({ count }) => count)).toEqual([2, 0, 0, 0, 1, 0, 0, 0, 0, 1]);
    expect(summary).toMatchObject({ graded: 4, possible: 10, full: 1, mean: 3.5, median: 2 });
  });

  it('names what most failed: neither what gives no points, nor what never ran, nor what nobody knows', () => {
    expect(summary.mostFailed.map(({ id, failed, judged }) => [id, failed, judged])).toEqual([
      ['iamat.fields', 1, 3],
      ['flood.all', 1, 2],
    ]);
  });

  it('tells who could not be run, and who waits for what', () => {
    expect(summary.notRun).toEqual([{ name: 'never', problem: 'it never started' }]);
    expect(summary.undecided).toEqual([{ name: 'open', points: 6, reasons: ['the port was taken'] }]);
  });

  it('says something of an empty class, too', () => {
    expect(summarise(aResult([]))).toMatchObject({ graded: 0, mean: 0, median: 0, possible: 0, full: 0 });
  });
});
