import { expect, it } from 'vitest';
import { HerdError } from '../../src-shared/errors.ts';
import type { RunResult } from '../scenario/index.ts';
import { scenarioResult } from './scenario-result.ts';

const RUN: RunResult = {
  schema: 1,
  scenario: 'x.yaml',
  title: 'X',
  topology: 'fall-2016',
  seed: 1,
  verdict: 'fail',
  startedAt: '2026-01-01T00:00:00.000Z',
  tookMs: 1,
  transcript: [],
  leftOut: 0,
};
const wrong = { offset: 0, expected: 'a', got: undefined, lines: ['got:', '^ byte 0'] };
const error = new HerdError('SERVER_CRASHED', { server: 'Ball', how: 'exit code 1', output: ['x'] }).toData();

it('a crash is evidence beside the reply that it made wrong', () => {
  const { trouble } = scenarioResult({ ...RUN, trouble: { problem: 'Ball did not answer', wrong, error } });
  expect(trouble?.evidence).toBe(['got:', '^ byte 0', error.what, error.why, error.next].join('\n'));
});

it('evidence does not repeat what went wrong', () => {
  const { trouble } = scenarioResult({ ...RUN, trouble: { problem: error.what, error } });
  expect(trouble).toMatchObject({ what: error.what, evidence: [error.why, error.next].join('\n') });
});
