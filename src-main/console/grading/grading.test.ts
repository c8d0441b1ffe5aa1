/** The window's gradings, with a stand-in for `herd grade`: what it says, and that it ends with its stdin. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HerdEvent } from '../../../src-shared/events/events.ts';
import type { GradingNews } from '../../../src-shared/grading/grading-run.ts';
import { Grading } from './grading.ts';

const CHECK = { id: 'iamat.fields', title: 'T', section: 'S', says: 's', weight: 2, beyond: false };
const PLAN = {
  rubric: { id: 'cs131', title: 'R', countsBeyond: false },
  topology: { id: 't', title: 'T', servers: ['A'], links: [] },
  seed: 1,
  checks: [CHECK],
  submissions: [{ name: 'one', path: '/one' }],
};
const RESULT = {
  ...{ name: 'one', path: '/one', earned: 0, possible: 2, undecided: 0, notes: [] },
  checks: [
    { ...CHECK, verdict: 'fail', reason: 'r', evidence: [], attempts: 1, seconds: 1, reproduce: 'again' },
  ],
};
const PLANNED: GradingNews = { kind: 'planned', plan: PLAN };
const GRADED: GradingNews = {
  kind: 'graded',
  ...{ name: 'one', points: { earned: 0, possible: 2, undecided: 0 }, problem: null },
  ...{ verdicts: { 'iamat.fields': 'fail' }, overridden: [] },
};

/** Says these lines, leaves a result where the reports go, and then does as it is told. */
const standIn = (lines: readonly unknown[], then: string): [string, ...string[]] => {
  const script = `
    const { mkdirSync, writeFileSync } = require('node:fs');
    const out = process.argv[process.argv.indexOf('--out') + 1] + '/finished';
    mkdirSync(out, { recursive: true });
    writeFileSync(out + '/one.json', ${JSON.stringify(JSON.stringify({ result: RESULT }))});
    for (const line of ${JSON.stringify(lines)}) console.log(JSON.stringify(line));
    ${then}`;
  return [process.execPath, '-e', script, '--'];
};
const UNTIL_STDIN_ENDS = "process.stdin.resume().on('end', () => process.exit(2))";

let folder = '';
let submission = '';
const open: Grading[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'herd-grading-test-'));
  submission = join(folder, 'one.py');
  writeFileSync(submission, '');
});
afterEach(async () => {
  for (const grading of open.splice(0)) await grading.close();
  rmSync(folder, { recursive: true });
});

function begin(command: [string, ...string[]]) {
  const events: HerdEvent[] = [];
  let wake = (): void => {};
  const grading = new Grading({
    command,
    emit(event) {
      events.push(event);
      wake();
    },
  });
  open.push(grading);
  const news = () => events.flatMap((event) => (event.type === 'grading' ? event.batch.news : []));
  const told = async (kind: GradingNews['kind']): Promise<GradingNews> => {
    for (;;) {
      const found = news().find((one) => one.kind === kind);
      if (found) return found;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  const start = (rubric = 'cs131') => grading.start({ paths: [submission], rubric, jobs: 1, ports: 'own' });
  return { grading, told, start };
}

describe('grading for the window', () => {
  it('tells what its process tells, and how it ended', async () => {
    const { grading, told, start } = begin(standIn([PLANNED, GRADED], ''));
    const { run } = await start();
    expect(await told('ended')).toMatchObject({ end: { how: 'done' } });
    expect(grading.state).toMatchObject({ run, submissions: [{ name: 'one', state: 'graded' }] });
    expect(await grading.read(run, 'one')).toMatchObject({ checks: [{ reason: 'r' }] });
  });

  it('puts a person’s verdict in the place of the grader’s, also in reports, and takes it back', async () => {
    const { grading, told, start } = begin(standIn([PLANNED, GRADED], ''));
    const { run } = await start();
    await told('ended');
    const change = { run, submission: 'one', check: 'iamat.fields' };
    await grading.override({ ...change, verdict: 'pass', reason: 'as agreed' });
    expect(grading.state?.submissions[0]).toMatchObject({
      points: { earned: 2 },
      overridden: ['iamat.fields'],
    });
    // What is refused leaves what counted before.
    await expect(grading.override({ ...change, verdict: 'fail', reason: ' ' })).rejects.toMatchObject({
      code: 'OVERRIDE_INVALID',
    });
    expect(await grading.export({ run, folder, formats: ['json'] })).toEqual({ submissions: 1 });
    const [exported] = JSON.parse(readFileSync(join(folder, 'results.json'), 'utf8')).submissions;
    expect(exported).toMatchObject({ earned: 2, overrides: [{ was: 'fail', reason: 'as agreed' }] });
    await grading.override({ ...change, verdict: null, reason: '' });
    expect(grading.state?.submissions[0]).toMatchObject({ points: { earned: 0 }, overridden: [] });
  });

  it('is one at a time, and its process ends when it is stopped', async () => {
    const { grading, told, start } = begin(standIn([PLANNED], UNTIL_STDIN_ENDS));
    await start();
    await told('planned');
    await expect(start()).rejects.toMatchObject({ code: 'GRADING_RUNNING' });
    await grading.stop();
    expect(grading.state?.end).toMatchObject({ how: 'stopped' });
    expect(await told('ended')).toMatchObject({ end: { how: 'stopped' } });
  });

  it('tells why its process broke off, and keeps what was graded', async () => {
    const lost = begin(standIn([PLANNED], "process.stderr.write('out of luck'); process.exitCode = 9"));
    await lost.start();
    expect(await lost.told('ended')).toMatchObject({
      end: { how: 'failed', error: { code: 'GRADING_ENDED', why: expect.stringContaining('out of luck') } },
    });
    const refused = begin(standIn([{ type: 'error', code: 'USAGE', what: 'w', why: 'y', next: 'n' }], ''));
    await refused.start();
    expect(await refused.told('ended')).toMatchObject({ end: { how: 'failed', error: { code: 'USAGE' } } });
  });

  it('tells of a program that can’t be run', async () => {
    const { told, start } = begin([join(folder, 'no-such-program')]);
    await start();
    expect(await told('ended')).toMatchObject({ end: { how: 'failed', error: { code: 'GRADING_ENDED' } } });
  });

  it('begins nothing with a rubric or a submission that isn’t there', async () => {
    const { grading, start } = begin(standIn([], ''));
    await expect(start('cs32')).rejects.toMatchObject({ code: 'UNKNOWN_RUBRIC' });
    rmSync(submission);
    await expect(start()).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
    expect(grading.state).toBeNull();
    expect(existsSync(submission)).toBe(false);
  });

  it('has nothing to read or export before something is graded', async () => {
    const { grading, told, start } = begin(standIn([PLANNED], UNTIL_STDIN_ENDS));
    const { run } = await start();
    await told('planned');
    await expect(grading.read(run, 'one')).rejects.toMatchObject({ code: 'NOT_GRADED' });
    await expect(grading.export({ run, folder, formats: ['json'] })).rejects.toMatchObject({
      code: 'NOT_GRADED',
    });
    await expect(grading.read(run + 1, 'one')).rejects.toMatchObject({ code: 'NOT_GRADED' });
  });
});
