/** Results to make reports of, with as little to say as a test needs. */
import { type CheckResult, type GradingResult, pointsOf, type SubmissionResult } from '../results.ts';

const RUBRIC = { id: 'cs131', title: 'The proxy herd', countsBeyond: false };

export const aCheck = (more: Partial<CheckResult> = {}): CheckResult => ({
  id: 'iamat.fields',
  title: 'IAMAT is answered with an AT line of six fields',
  section: 'Replies',
  says: 'The server should respond to clients with a message using this format.',
  verdict: 'pass',
  weight: 1,
  beyond: false,
  reason: more.verdict === 'fail' || more.verdict === 'unknown' ? 'Alford answered nothing' : '',
  evidence: [],
  attempts: 1,
  seconds: 0.25,
  reproduce: `herd grade herd.py --rubric cs131 --only ${more.id ?? 'iamat.fields'} --seed 7`,
  ...more,
});

export const aSubmission = (
  name: string,
  checks: readonly CheckResult[],
  more: Partial<SubmissionResult> = {},
): SubmissionResult => ({
  name,
  path: `/submissions/${name}`,
  ...pointsOf(RUBRIC, checks),
  notes: [],
  checks,
  ...more,
});

export const aResult = (
  submissions: readonly SubmissionResult[],
  more: Partial<GradingResult> = {},
): GradingResult => ({
  schema: 1,
  rubric: RUBRIC,
  topology: {
    id: 'fall-2016',
    title: 'Fall 2016',
    servers: ['Alford', 'Ball', 'Hamilton', 'Holiday', 'Welsh'],
    links: [
      { a: 'Alford', b: 'Hamilton' },
      { a: 'Alford', b: 'Welsh' },
      { a: 'Ball', b: 'Holiday' },
      { a: 'Ball', b: 'Welsh' },
      { a: 'Hamilton', b: 'Holiday' },
    ],
  },
  seed: 7,
  submissions,
  ...more,
});
