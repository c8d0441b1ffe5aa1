import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SubmissionResult } from '../../src-shared/grading/results.ts';
import { findPreset } from '../../src-shared/topology/presets.ts';
import { type ClassOptions, gradeClass, withOwnNames } from './grade-class.ts';
import { PortDesk } from './port-desk.ts';
import { fileName, ResultStore, type StoreSettings } from './result-store.ts';
import { loadRubric } from './rubric.ts';
import { findSubmission, type Submission } from './submission.ts';

const SETTINGS: StoreSettings = {
  ...{ seed: 1, rubric: 'r', topology: 't', command: 'c', env: {}, ports: 'own', checks: [] },
  grader: '1.0.0',
};

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'herd-class-'));
});
// Some of them leave what no path leads to.
afterEach(() => execFileSync('rm', ['-rf', folder]));

/** A submission that can't be started, because nothing says its ports. */
const handIn = async (name: string, text = 'print(1)\n') => {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, 'server.py'), text);
  return findSubmission(join(folder, name));
};

async function classOf(names: readonly string[], more: Partial<ClassOptions> = {}): Promise<ClassOptions> {
  const rubric = await loadRubric('cs131');
  const topology = findPreset('fall-2016')?.topology;
  if (topology === undefined) throw new Error('the preset is gone');
  return {
    submissions: await Promise.all(names.map((name) => handIn(name))),
    ...{ rubric, topology, command: rubric.command, env: {}, ports: 'own', seed: 1, jobs: 2 },
    checks: rubric.checks.slice(0, 1),
    reproduce: () => '',
    signal: new AbortController().signal,
    ...more,
  };
}

describe('a class', () => {
  it('is graded in its order, all of it', async () => {
    const told: string[] = [];
    const options = await classOf(['a', 'b', 'c'], { onResult: ({ name }) => told.push(name) });
    const { graded } = await gradeClass(options);
    expect(graded.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(told.sort()).toEqual(['a', 'b', 'c']);
  });

  it('that was interrupted is gone on with, and what has changed since is graded again', async () => {
    const open = () => ResultStore.open(join(folder, 'finished'), SETTINGS);
    const ending = new AbortController();
    const options = await classOf(['a', 'b', 'c'], { jobs: 1 });
    const first = await gradeClass({
      ...options,
      store: await open(),
      signal: ending.signal,
      onResult: ({ name }) => name === 'b' && ending.abort(),
    });
    expect(first.graded.map(({ name }) => name)).toEqual(['a', 'b']);
    await handIn('a', 'print(2222)\n');
    const taken: string[] = [];
    const onResult = ({ name }: SubmissionResult, again: boolean) => void (again && taken.push(name));
    const regraded: string[] = [];
    const onRegrade = ({ name }: Submission, why: string) => void regraded.push(`${name}: ${why}`);
    const second = await gradeClass({ ...options, store: await open(), resume: true, onResult, onRegrade });
    expect(second.graded.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(taken).toEqual(['b']);
    expect(regraded).toEqual(['a: the submission changed since its result was kept']);
    expect(await ResultStore.runIn(join(folder, 'finished'))).toEqual({ seed: 1, overrides: [] });
  });

  it('that is gone on with is asked again about what this machine lacked', async () => {
    const store = await ResultStore.open(join(folder, 'finished'), SETTINGS);
    const { checks } = await loadRubric('cs131');
    const options = await classOf(['a'], {
      ...{ store, ports: 'free', command: 'no-such-program {name}' },
      checks: checks.filter(({ id }) => id === 'iamat.fields'),
    });
    const problems: unknown[] = [];
    await gradeClass({ ...options, onResult: ({ problem }) => problems.push(problem) });
    expect(problems).toEqual([expect.stringContaining('no-such-program')]);
    const again: (boolean | string)[] = [];
    const onRegrade = (_: Submission, why: string) => void again.push(why);
    await gradeClass({ ...options, resume: true, onRegrade, onResult: (_, before) => again.push(before) });
    expect(again).toEqual(['it could not be run here before', false]);
  });

  it('hangs nothing on the signal that ends it, however many servers it starts', async () => {
    const { checks } = await loadRubric('cs131');
    const { signal } = new AbortController();
    const listens = vi.spyOn(signal, 'addEventListener');
    const options = await classOf(['a'], {
      ...{ signal, ports: 'free', command: 'false {port}' },
      checks: checks.filter(({ id }) => id === 'iamat.fields' || id === 'start.all'),
    });
    const problems: unknown[] = [];
    await gradeClass({ ...options, onResult: ({ problem }) => problems.push(problem) });
    expect(problems).toEqual([expect.stringContaining('ended at its start')]);
    expect(listens).not.toHaveBeenCalled();
  });

  it('is graded to its end whatever one of it is, and whatever happens to one', async () => {
    const options = await classOf(['a', 'b']);
    const broken = join(folder, 'broken.zip');
    // Its end tells of one entry that is not there.
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50);
    end.writeUInt16LE(1, 8);
    end.writeUInt16LE(1, 10);
    writeFileSync(broken, end);
    const temporary = process.env['TMPDIR'];
    const results: SubmissionResult[] = [];
    const submissions = [await findSubmission(broken), ...options.submissions];
    const onResult = (result: SubmissionResult): void => {
      results.push(result);
      // The second finds no folder for temporary files; the third does again.
      if (results.length === 1) process.env['TMPDIR'] = join(folder, 'gone');
      else restore();
    };
    const restore = (): void => {
      if (temporary === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = temporary;
    };
    try {
      const { graded } = await gradeClass({ ...options, submissions, jobs: 1, onResult });
      expect(graded.map(({ name }) => name)).toEqual(['broken', 'a', 'b']);
    } finally {
      restore();
    }
    const [, lost, last] = results;
    expect(results.map(({ problem }) => problem)).toEqual([
      expect.stringContaining('archive can’t be opened'),
      expect.stringMatching(/^its grading broke off, through no fault of its own: .*ENOENT/),
      expect.stringContaining('port'),
    ]);
    expect(lost).toMatchObject({ earned: 0, undecided: lost?.possible });
    expect(lost?.checks.map(({ verdict }) => verdict)).toEqual(['unknown']);
    expect(last?.checks.map(({ verdict }) => verdict)).toEqual(['fail']);
  });

  it('has the result of one whose folder can’t be removed, and it is told in its notes', async () => {
    const submission = await handIn('a');
    const nest = `import { mkdirSync } from 'node:fs';
      for (let i = 0; i < 20; i++) { mkdirSync('a'.repeat(250)); process.chdir('a'.repeat(250)); }`;
    writeFileSync(join(submission.path, 'server.mjs'), nest);
    const options = await classOf([], {
      ...{ submissions: [submission], ports: 'free', command: `${process.execPath} server.mjs {port}` },
      checks: (await loadRubric('cs131')).checks.filter(({ id }) => id === 'iamat.fields'),
    });
    const before = { PATH: process.env['PATH'], TMPDIR: process.env['TMPDIR'] };
    const results: SubmissionResult[] = [];
    // No program is found there by which a folder could be removed.
    Object.assign(process.env, { PATH: join(folder, 'nothing'), TMPDIR: folder });
    try {
      await gradeClass({ ...options, onResult: (result) => results.push(result) });
    } finally {
      for (const [key, value] of Object.entries(before)) {
        if (value === undefined) delete process.env[key];
        else process.env[key] = value;
      }
    }
    const [result] = results;
    // Whichever is seen first: it is the herd's own, and not that its grading broke off.
    expect(result?.problem).toMatch(/ended at its start|hid what it wrote/);
    expect(result?.notes).toContainEqual(expect.stringContaining(`can’t be removed: ${folder}`));
  });

  it('has a name each', async () => {
    const at = (path: string) => ({ name: path.split('/').at(-1) ?? '', path });
    const names = withOwnNames([at('/x/ann/proj'), at('/x/bob/proj'), at('/y/bob/proj'), at('/x/eve')]);
    expect(names.map(({ name }) => name)).toEqual(['ann-proj', 'bob-proj', 'bob-proj-2', 'eve']);
    // Two files also where a file system knows no capitals.
    const alike = withOwnNames([at('/x/Alice'), at('/y/alice'), at('/x/alice'), at('/x/alic')]);
    expect(alike.map(({ name }) => name)).toEqual(['x-Alice', 'y-alice', 'x-alice-2', 'alic']);
  });
});

describe('kept results', () => {
  const result = { name: 'a' } as SubmissionResult;

  it('count only for the same submission, graded in the same way, and say what is another', async () => {
    const submission = await handIn('a');
    const place = join(folder, 'finished');
    const find = async (settings: Partial<StoreSettings>) =>
      (await ResultStore.open(place, { ...SETTINGS, ...settings })).find(submission);
    expect(await find({})).toEqual({ kind: 'none' });
    const store = await ResultStore.open(place, SETTINGS);
    await store.keep(submission, result, await store.fingerprint(submission));
    expect(await find({})).toEqual({ kind: 'fits', result });
    expect(await find({ rubric: 'another', seed: 2 })).toEqual({
      kind: 'other',
      changed: ['the seed', 'the rubric'],
    });
    // Its checks may judge otherwise.
    expect(await find({ grader: '1.0.1' })).toEqual({
      kind: 'other',
      changed: ['the version of the grader'],
    });
    writeFileSync(join(submission.path, 'server.py'), 'print(3333)\n');
    expect(await find({})).toEqual({ kind: 'other', changed: ['the submission'] });
  });

  it('count for what was graded, and not for what was put in its place meanwhile', async () => {
    const store = await ResultStore.open(join(folder, 'finished'), SETTINGS);
    const submission = await handIn('a');
    const keep = store.keep.bind(store);
    vi.spyOn(store, 'keep').mockImplementation((...kept) => {
      writeFileSync(join(submission.path, 'server.py'), 'print(3333)\n');
      return keep(...kept);
    });
    await gradeClass(await classOf([], { submissions: [submission], store }));
    expect(await store.find(submission)).toEqual({ kind: 'other', changed: ['the submission'] });
  });

  it('are kept also of one that is gone before its turn, and don’t count when it is back', async () => {
    const store = await ResultStore.open(join(folder, 'finished'), SETTINGS);
    const options = await classOf(['a', 'b'], { store, jobs: 1 });
    const [first] = options.submissions;
    if (first === undefined) throw new Error('there is none');
    renameSync(first.path, `${first.path}-away`);
    const results: SubmissionResult[] = [];
    const { graded } = await gradeClass({ ...options, onResult: (one) => results.push(one) });
    expect(graded.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(results[0]?.problem).toMatch(/can’t be copied/);
    expect(await store.find(first)).toEqual({ kind: 'none' });
    renameSync(`${first.path}-away`, first.path);
    expect(await store.find(first)).toEqual({ kind: 'other', changed: ['the submission'] });
  });

  it('of a link are those of what it leads to', async () => {
    const store = await ResultStore.open(join(folder, 'finished'), SETTINGS);
    const { path } = await handIn('a');
    symlinkSync(join(path, 'server.py'), join(folder, 'linked.py'));
    const linked = await findSubmission(join(folder, 'linked.py'));
    await store.keep(linked, result, await store.fingerprint(linked));
    expect(await store.find(linked)).toEqual({ kind: 'fits', result });
    writeFileSync(join(path, 'server.py'), 'print(3333)\n');
    expect(await store.find(linked)).toEqual({ kind: 'other', changed: ['the submission'] });
  });

  it('have a file that no other name has', () => {
    const made = fileName('a b');
    expect(made).toMatch(/^a_b-/);
    expect(fileName(made)).not.toBe(made);
    expect(fileName('a-b_2')).toBe('a-b_2');
  });

  it('can’t be kept where nothing can be written', async () => {
    writeFileSync(join(folder, 'file'), '');
    await expect(ResultStore.open(join(folder, 'file', 'x'), SETTINGS)).rejects.toMatchObject({
      code: 'FILE_UNWRITABLE',
    });
  });

  it.each(['../../etc/passwd', '.hidden', 'a b', 'é', 'x'.repeat(300)])('have a file’s name: %s', (name) => {
    expect(fileName(name)).toMatch(/^[\w@+-][\w.@+-]{0,120}$/);
  });
});

describe('ports', () => {
  it('belong to one at a time', async () => {
    const desk = new PortDesk();
    const order: string[] = [];
    const letGo = await desk.reserve([1, 2]);
    const other = desk.reserve([2, 3]).then((free) => {
      order.push('other');
      free();
    });
    const apart = await desk.reserve([4]);
    order.push('apart');
    apart();
    letGo();
    await other;
    expect(order).toEqual(['apart', 'other']);
  });
});
