/** What a run that is gone on with does about checks that this machine stood in the way of. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { SubmissionResult } from '../../src-shared/grading/results.ts';
import { aCheck, aSubmission } from '../../src-shared/grading/testing/a-result.ts';
import { findPreset } from '../../src-shared/topology/presets.ts';
import { gradeClass } from './grade-class.ts';
import { ResultStore } from './result-store.ts';
import { loadRubric } from './rubric.ts';
import { findSubmission } from './submission.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'herd-again-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const unknown = (id: string, more = {}) => aCheck({ id, verdict: 'unknown', ...more });
const FORMER = [
  aCheck({ id: 'iamat.fields' }),
  unknown('flood.all', { hindered: true }),
  unknown('places.radius'),
];

/** Goes on with a class of one that has the former result, and finds this. */
async function goOn(former: SubmissionResult, anew: SubmissionResult) {
  const path = join(folder, 'ann.py');
  writeFileSync(path, '');
  const submission = await findSubmission(path);
  const rubric = await loadRubric('cs131');
  const topology = findPreset('fall-2016')?.topology;
  if (topology === undefined) throw new Error('the preset is gone');
  const checks = rubric.checks.filter(({ id }) => former.checks.some((check) => check.id === id));
  const settings = { topology, command: rubric.command, env: {}, ports: 'own', seed: 1 } as const;
  const store = await ResultStore.open(join(folder, 'finished'), {
    ...settings,
    rubric,
    checks,
    grader: '1',
  });
  await store.keep(submission, former, await store.fingerprint(submission));
  const ran: string[][] = [];
  const results: SubmissionResult[] = [];
  const told: unknown[] = [];
  await gradeClass({
    ...settings,
    ...{ submissions: [submission], rubric, checks, jobs: 1, store, resume: true, reproduce: () => '' },
    signal: new AbortController().signal,
    grade: async (options) => {
      ran.push(options.checks.map(({ id }) => id));
      return anew;
    },
    onResult: (result) => results.push(result),
    onRegrade: (_, why, again) => told.push([why, again]),
  });
  return { ran, told, result: results[0], kept: await store.find(submission) };
}

it('runs those alone once more, and leaves what was decided as it is', async () => {
  const found = aSubmission('ann', [aCheck({ id: 'flood.all' })], { notes: ['new'] });
  const { ran, told, result, kept } = await goOn(aSubmission('ann', FORMER, { notes: ['old'] }), found);
  expect(ran).toEqual([['flood.all']]);
  expect(told).toEqual([['this machine stood in the way before', ['flood.all']]]);
  expect(result?.checks.map(({ id, verdict }) => [id, verdict])).toEqual([
    ['iamat.fields', 'pass'],
    ['flood.all', 'pass'],
    ['places.radius', 'unknown'],
  ]);
  expect(result).toMatchObject({ earned: 2, undecided: 1, notes: ['old', 'new'] });
  expect(kept).toEqual({ kind: 'fits', result });
});

it('learns nothing of a herd that could not be run this time', async () => {
  const former = aSubmission('ann', FORMER);
  const { result } = await goOn(former, aSubmission('ann', [unknown('flood.all')], { problem: 'no port' }));
  expect(result).toEqual(former);
});

it('leaves alone what is unknown for another reason', async () => {
  const former = aSubmission('ann', [unknown('places.radius')]);
  const { ran, told, result } = await goOn(former, former);
  expect({ ran, told, result }).toEqual({ ran: [], told: [], result: former });
});
