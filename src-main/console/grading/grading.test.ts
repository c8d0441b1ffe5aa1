/** The window's gradings, with a stand-in for `herd grade`: what it says, and that it ends with its stdin. */
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HerdEvent } from '../../../src-shared/events/events.ts';
import {
  advanceGrading,
  type GradingNews,
  type GradingRun,
} from '../../../src-shared/grading/grading-run.ts';
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
/** Of the submission that is there: one that is gone on with is looked for. */
const PLANNED_HERE = (): GradingNews => ({
  kind: 'planned',
  plan: { ...PLAN, submissions: [{ name: 'one', path: submission }] },
});
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
    folder: join(folder, 'kept'),
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
  return { grading, told, start, events };
}

const change = (run: number) => ({ run, submission: 'one', check: 'iamat.fields' });

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

  it('outlives the app: results, overrides and what was exported are there at the next start', async () => {
    const first = begin(standIn([PLANNED, GRADED], ''));
    const { run } = await first.start();
    await first.told('ended');
    await first.grading.override({ ...change(run), verdict: 'pass', reason: 'as agreed' });
    expect(first.grading.state).toMatchObject({ exported: false });
    await first.grading.export({ run, folder, formats: ['json'] });
    expect(first.grading.state).toMatchObject({ exported: true });
    await first.grading.close();

    const second = begin(standIn([], ''));
    await second.grading.restore();
    const { state } = second.grading;
    expect(state).toMatchObject({
      ...{ end: { how: 'done' }, exported: true },
      submissions: [{ name: 'one', state: 'graded', points: { earned: 2 }, overridden: ['iamat.fields'] }],
    });
    expect(await second.grading.read(state?.run ?? -1, 'one')).toMatchObject({
      overrides: [{ reason: 'as agreed', was: 'fail' }],
    });
  });

  it('of an app that was killed in the middle says “stopped”, whatever was cut off', async () => {
    const lost = begin(standIn([PLANNED, GRADED], UNTIL_STDIN_ENDS));
    await lost.start();
    await lost.told('graded');
    const [name = ''] = readdirSync(join(folder, 'kept'));
    const lines = join(folder, 'kept', name, 'window.jsonl');
    await expect.poll(() => readFileSync(lines, 'utf8')).toContain('"graded"');
    appendFileSync(lines, '\n{"news":{"kind":"gra');
    const next = begin(standIn([], ''));
    await next.grading.restore();
    expect(next.grading.state).toMatchObject({ end: { how: 'stopped' }, submissions: [{ state: 'graded' }] });
  });

  it('begins anew where what was kept is in another form', async () => {
    const before = begin(standIn([PLANNED, GRADED], ''));
    await before.start();
    await before.told('ended');
    const [name = ''] = readdirSync(join(folder, 'kept'));
    appendFileSync(join(folder, 'kept', name, 'window.jsonl'), '\n{"news":{"kind":"planned"}}');
    const next = begin(standIn([PLANNED, GRADED], ''));
    await next.grading.restore();
    expect(next.grading.state).toBeNull();
    await next.start();
    await next.told('ended');
    expect(next.grading.state).toMatchObject({ end: { how: 'done' }, submissions: [{ state: 'graded' }] });
  });

  it('is gone on with: as it was begun, with what was graded and overridden, and with more submissions', async () => {
    const two = { name: 'two', path: join(folder, 'two.py') };
    writeFileSync(two.path, '');
    const plan = { ...PLAN, submissions: [{ name: 'one', path: submission }, two] };
    const begun = begin(standIn([PLANNED_HERE(), GRADED], ''));
    const { run } = await begun.start();
    await begun.told('ended');
    await begun.grading.override({ ...change(run), verdict: 'pass', reason: 'as agreed' });
    await begun.grading.close();

    // The engine tells again what it finds finished, and nothing of overrides.
    const says = `console.log(JSON.stringify({ type: 'error', code: 'USAGE', what: process.argv.join(' '), why: '', next: '' }))`;
    const next = begin(standIn([{ kind: 'planned', plan }, GRADED], says));
    await next.grading.goOn({ paths: [two.path] });
    expect(next.grading.state).toMatchObject({
      ...{ end: null, plan: { submissions: [{ name: 'one' }] } },
      submissions: [{ state: 'graded', points: { earned: 2 } }],
    });
    const end = await next.told('ended');
    expect(end).toMatchObject({
      end: { error: { what: expect.stringMatching(/--resume .*--seed 1 -- .*one\.py .*two\.py/) } },
    });
    const { state } = next.grading;
    expect(state).toMatchObject({
      carried: 1,
      submissions: [
        { name: 'one', state: 'graded', points: { earned: 2 }, overridden: ['iamat.fields'] },
        { name: 'two', state: 'waiting' },
      ],
    });
    // Who heard the news alone knows the same.
    const batches = next.events.flatMap((event) => (event.type === 'grading' ? [event.batch] : []));
    expect(batches.reduce<GradingRun | null>(advanceGrading, null)).toEqual(state);
  });

  it('keeps the last results in sight where going on fails at once', async () => {
    const begun = begin(standIn([PLANNED_HERE(), GRADED], UNTIL_STDIN_ENDS));
    await begun.start();
    await begun.told('graded');
    await begun.grading.close();
    const next = begin([join(folder, 'no-such-program')]);
    await next.grading.goOn({ paths: [] });
    await next.told('ended');
    expect(next.grading.state).toMatchObject({ end: { how: 'failed' }, submissions: [{ state: 'graded' }] });
  });

  it('forgets the last run when it is told to, or when another has begun in its place', async () => {
    const { grading, told, start } = begin(standIn([PLANNED, GRADED], ''));
    await expect(grading.goOn({ paths: [] })).rejects.toMatchObject({ code: 'NOT_GRADED' });
    await start();
    await told('ended');
    const [before] = readdirSync(join(folder, 'kept'));
    await start();
    const kept = readdirSync(join(folder, 'kept'));
    expect(kept).toHaveLength(1);
    expect(kept).not.toContain(before);
    await grading.stop();
    await grading.forget();
    expect(grading.state).toBeNull();
    expect(readdirSync(join(folder, 'kept'))).toEqual([]);
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
