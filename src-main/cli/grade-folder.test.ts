/** One folder of reports and the runs that go into it. None of the submissions says its ports, so that none is started. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SubmissionResult } from '../grader/index.ts';
import { type HereOptions, herdHere } from './testing/herd-here.ts';

const NAMES = ['ann', 'bob', 'eve'] as const;

let folder = '';
let report = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'herd-folder-test-'));
  report = join(folder, 'report');
  for (const name of NAMES) handIn(name);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string): string => join(folder, `${name}.py`);
const handIn = (name: string, text = 'print(1)\n'): void => writeFileSync(at(name), text);
const grade = (names: readonly string[], more: readonly string[] = [], options: HereOptions = {}) => {
  const checks = more.includes('--only') ? [] : ['--only', 'iamat.fields,flood.all'];
  return herdHere(['grade', ...names.map(at), '--out', report, ...checks, ...more], options);
};
const written = (path: string): string => readFileSync(join(report, path), 'utf8');
const results = (): { seed: number; asked?: number; submissions: SubmissionResult[] } =>
  JSON.parse(written('results.json'));
const reported = (): string[] => results().submissions.map(({ name }) => name);
const overrideFile = (...names: readonly string[]): string => {
  const path = join(folder, `${names.join('-')}.yaml`);
  const entry = (name: string): string =>
    `  - { submission: ${name}, check: iamat.fields, verdict: pass, reason: Seen. }\n`;
  writeFileSync(path, names.length === 0 ? 'overrides: []\n' : `overrides:\n${names.map(entry).join('')}`);
  return path;
};

describe('one of a class graded again into its folder', () => {
  it('has the class’s seed, and the class is gone on with as if nothing had been', async () => {
    await grade(NAMES);
    const { seed } = results();
    handIn('bob', 'print(22)\n');
    const one = await grade(['bob']);
    expect(one.err).toContain(`The seed is ${seed}, that of the run in ${report}.`);
    expect(results().seed).toBe(seed);
    const again = await grade(NAMES, ['--resume']);
    expect(again.err).not.toContain('graded again');
    expect(reported()).toEqual([...NAMES]);
  });

  it('leaves the others in the reports, and says so', async () => {
    await grade(NAMES, ['--format', 'json,csv,html']);
    const one = await grade(['bob'], ['--format', 'json,csv,html']);
    expect(one.err).toContain('Also in the reports, as graded before: ann, eve.');
    // What is printed is of what was asked for.
    expect(one.out).toMatch(/^bob: 0 of/);
    expect(one.out).not.toMatch(/ann|eve/);
    expect(reported()).toEqual([...NAMES]);
    expect(written('class.csv').trim().split('\r\n')).toHaveLength(4);
    expect(written('index.html')).toContain('<h1>3 submissions</h1>');
  });

  it.each([
    ['other checks', ['--only', 'iamat.fields'], 'the checks to run'],
    ['another seed', ['--seed', '7'], 'the seed'],
    ['another topology', ['--topology', 'winter-2020'], 'the topology'],
  ])('is refused with %s, and nothing is changed', async (_, more, changed) => {
    await grade(NAMES, ['--seed', '3']);
    const before = [written('results.json'), written('finished/.run.json'), written('finished/bob.json')];
    const ran = await grade(['bob'], more);
    expect(ran).toMatchObject({ code: 64, out: '' });
    expect(ran.err).toContain('[USAGE]');
    expect(ran.err).toContain(`has results of ann, eve`);
    expect(ran.err).toContain(changed);
    expect([written('results.json'), written('finished/.run.json'), written('finished/bob.json')]).toEqual(
      before,
    );
    // All of them together are another class, which is no loss.
    expect((await grade(NAMES, more)).code).not.toBe(64);
  });

  it('leaves out, and says so, who is gone', async () => {
    await grade(NAMES);
    rmSync(at('eve'));
    const ran = await grade(['ann', 'bob'], ['--resume']);
    expect(ran.err).toContain('Not in the reports any more, because nothing is left where they lay: eve.');
    expect(reported()).toEqual(['ann', 'bob']);
  });

  it('keeps the name that it has in the class', async () => {
    for (const name of ['x', 'y']) {
      mkdirSync(join(folder, name));
      handIn(`${name}/proj`);
    }
    await grade(['x/proj', 'y/proj']);
    await grade(['y/proj']);
    expect(reported()).toEqual(['x-proj', 'y-proj']);
  });
});

it('grades once what is given twice, whatever way leads to it', async () => {
  symlinkSync(at('ann'), at('link'));
  await grade(['ann', 'bob', 'ann', 'link']);
  expect(reported()).toEqual(['ann', 'bob']);
});

describe('overrides of a former run', () => {
  it('stay in force without --override, also of those that are not asked for, and it is said', async () => {
    await grade(NAMES, ['--override', overrideFile('ann', 'bob')]);
    const { err } = await grade(['bob', 'eve'], ['--resume']);
    expect(err).toContain(
      'Still in force from a former run: 2 overrides of ann: iamat.fields, bob: iamat.fields.',
    );
    expect(results().submissions.map(({ overrides = [] }) => overrides.length)).toEqual([1, 1, 0]);
    expect(err).not.toContain('not used');
    // And the next one still has them.
    await grade(NAMES, ['--resume']);
    expect(results().submissions.map(({ overrides = [] }) => overrides.length)).toEqual([1, 1, 0]);
  });

  it('give way to a file, and what it doesn’t have is said', async () => {
    await grade(NAMES, ['--override', overrideFile('ann', 'bob')]);
    const { err } = await grade(NAMES, ['--resume', '--override', overrideFile('bob')]);
    expect(err).toContain('Not in force any more');
    expect(err).toContain('the override of ann: iamat.fields.');
    expect(results().submissions.map(({ overrides = [] }) => overrides.length)).toEqual([0, 1, 0]);
    await grade(NAMES, ['--resume', '--override', overrideFile()]);
    expect((await grade(NAMES, ['--resume'])).err).not.toContain('in force');
  });
});

describe('an interrupted run', () => {
  const interruptAt = '1 of 3 graded';

  it('leaves in the reports what was finished before and still fits', async () => {
    await grade(NAMES, ['--format', 'csv,json']);
    handIn('ann', 'print(22)\n');
    handIn('bob', 'print(22)\n');
    const ran = await grade(NAMES, ['--resume', '--format', 'csv,json,html'], { interruptAt });
    expect(ran.err).toContain(
      'Interrupted: 2 of 3 graded. The same command with --resume goes on from here.',
    );
    expect(ran.code).toBe(2);
    expect(reported()).toEqual(['ann', 'eve']);
    expect(written('class.csv').trim().split('\r\n')).toHaveLength(3);
    expect(results().asked).toBe(3);
    expect(written('index.html')).toContain('<h1>2 of 3 submissions</h1>');
    expect(written('index.html')).toContain('The run was interrupted');
    expect(ran.out).toContain('2 of 3 submissions');
  });

  it('that began anew says which results are of the former run', async () => {
    await grade(NAMES);
    const ran = await grade(NAMES, [], { interruptAt });
    expect(ran.err).toContain(
      'Interrupted: 1 of 3 graded; of 2 more the reports have the result of a former run, which --resume takes for done.',
    );
    expect(ran.code).toBe(2);
    expect(reported()).toEqual([...NAMES]);
  });

  it('has a page of the class, also when one alone is finished', async () => {
    await grade(NAMES, ['--format', 'html,gradescope'], { interruptAt });
    expect(written('index.html')).toContain('<h1>1 of 3 submissions</h1>');
    expect(readdirSync(join(report, 'gradescope'))).toEqual(['ann']);
  });

  it('does not say of those that it did not reach that they were not graded', async () => {
    const override = ['--override', overrideFile('eve', 'nobody')];
    const { err } = await grade(NAMES, override, { interruptAt });
    expect(err).not.toContain('override of eve');
    expect(err).toContain('The override of nobody: iamat.fields was not used');
  });
});

it('leaves no report of a former run beside those that took its place, and nobody else’s file goes', async () => {
  const formats = ['--format', 'gradescope,html'];
  await grade(['ann'], formats);
  writeFileSync(join(report, 'gradescope', 'mine.txt'), '');
  expect(existsSync(join(report, 'gradescope/results.json'))).toBe(true);
  await grade(NAMES, formats);
  expect(readdirSync(join(report, 'gradescope')).sort()).toEqual(['ann', 'bob', 'eve', 'mine.txt']);
  rmSync(at('eve'));
  await grade(['ann', 'bob'], formats);
  expect(readdirSync(join(report, 'gradescope')).sort()).toEqual(['ann', 'bob', 'mine.txt']);
  expect(readdirSync(join(report, 'pages')).sort()).toEqual(['ann.html', 'bob.html']);
});
