import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type GradingDialogs, gradingChoices } from './grading-choices.ts';

const folder = mkdtempSync(join(tmpdir(), 'herd-choices-'));
afterAll(() => rmSync(folder, { recursive: true }));

const NOBODY: GradingDialogs = {
  chooseFile: async () => undefined,
  chooseFiles: async () => [],
  chooseFolder: async () => undefined,
  chooseFolders: async () => [],
};
const choose = gradingChoices({ ...NOBODY, chooseFolder: async () => folder })['grade.choose'];

describe('choosing what is graded', () => {
  it('takes all that is in a folder, by name, but for what is hidden', async () => {
    mkdirSync(join(folder, 'b'));
    for (const name of ['c.zip', 'a.py', '.DS_Store']) writeFileSync(join(folder, name), '');
    const paths = ['a.py', 'b', 'c.zip'].map((name) => join(folder, name));
    expect(await choose({ what: 'class' })).toEqual({ paths });
  });

  it('takes what is dropped as it is meant: each thing, or what is in folders', async () => {
    const drop = gradingChoices(NOBODY)['grade.dropped'];
    const inside = join(folder, 'dropped');
    mkdirSync(inside);
    for (const name of ['x.py', 'y.py']) writeFileSync(join(inside, name), '');
    const paths = [inside, join(folder, 'c.zip')];
    expect(await drop({ paths, as: 'each' })).toEqual({ paths });
    const contents = [join(inside, 'x.py'), join(inside, 'y.py'), join(folder, 'c.zip')];
    expect(await drop({ paths, as: 'contents' })).toEqual({ paths: contents });
    for (const path of ['relative', join(folder, 'gone')])
      await expect(drop({ paths: [path], as: 'contents' })).rejects.toMatchObject({
        code: 'FILE_UNREADABLE',
      });
  });

  it('is nothing when nobody chooses, and says why a folder can’t be read', async () => {
    expect(await gradingChoices(NOBODY)['grade.choose']({ what: 'class' })).toBeNull();
    expect(await gradingChoices(NOBODY)['grade.choose']({ what: 'files' })).toBeNull();
    const gone = gradingChoices({ ...NOBODY, chooseFolder: async () => join(folder, 'gone') });
    await expect(gone['grade.choose']({ what: 'class' })).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });
});
