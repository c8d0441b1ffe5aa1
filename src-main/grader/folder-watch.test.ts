import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bytesOf, lookInto, readFolder, readWritten } from './folder-watch.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'herd-watch-'));
});
afterEach(() => execFileSync('rm', ['-rf', folder]));

const write = (path: string, text = 'x', modified?: number): void => {
  writeFileSync(join(folder, path), text);
  if (modified !== undefined) utimesSync(join(folder, path), modified, modified);
};

describe('a look into a folder', () => {
  it('counts folders, links and pipes, of which there could be no end, and stops at so many', async () => {
    write('file', 'four');
    mkdirSync(join(folder, 'a/b'), { recursive: true });
    symlinkSync('/etc/passwd', join(folder, 'a/link'));
    execFileSync('mkfifo', [join(folder, 'a/pipe')]);
    const whole = await lookInto(folder);
    expect(whole).toMatchObject({ entries: 5, hidden: undefined });
    expect(bytesOf(whole.files)).toBe(4);
    expect((await lookInto(folder, { most: 3 })).entries).toBe(3);
  });

  it('passes over what it is told to, with all in it', async () => {
    mkdirSync(join(folder, 'venv/lib'), { recursive: true });
    write('venv/lib/large');
    write('server.py');
    const { files, entries } = await lookInto(folder, { skips: (name) => name === 'venv' });
    expect([...files.keys()]).toEqual(['server.py']);
    expect(entries).toBe(1);
  });

  it.each([
    ['deeper than a path can be', "[(os.mkdir('a'*250), os.chdir('a'*250)) for _ in range(20)]", /too long/],
    ['under a name that is no text', "open(b'\\xff', 'w').write('x')", /no text/],
    ['in a folder whose name is no text', "os.mkdir(b'\\xff')", /no text/],
  ])('says that it could not see what is %s', async (_, program, words) => {
    execFileSync('python3', ['-c', `import os\n${program}`], { cwd: folder });
    expect((await lookInto(folder)).hidden).toMatch(words);
  });

  it('takes what is gone for gone', async () => {
    expect(await lookInto(join(folder, 'gone'))).toMatchObject({ entries: 0, hidden: undefined });
  });
});

describe('what a herd wrote', () => {
  const MANY = 150;

  it('tells of a program that was changed, however many files were written beside and after it', async () => {
    write('server.py', 'x', 1_000);
    write('untouched.py', 'x', 1_000);
    const before = await readFolder(folder);
    write('server.py', 'xx', 2_000);
    for (let i = 0; i < MANY; i++) write(`a${i}`, 'x', 3_000 + i);
    const written = await readWritten(folder, before);
    expect(written.filter(({ isNew }) => !isNew)).toEqual([
      { path: 'server.py', isNew: false, text: '', bytes: 2 },
    ]);
  });

  it('has the newest log with its text, however many others come before it by name', async () => {
    const before = await readFolder(folder);
    for (let i = 0; i < MANY; i++) write(`a${i}.log`, `old ${i}`, 1_000 + i);
    write('z.log', 'IAMAT', 5_000);
    const written = await readWritten(folder, before);
    expect(written[0]).toEqual({ path: 'z.log', isNew: true, text: 'IAMAT', bytes: 5 });
    expect(written.filter(({ text }) => text !== '').length).toBeLessThan(MANY);
  });

  it('leaves out what is as it was, and compiled files', async () => {
    write('server.py');
    write('old.log', 'a');
    const before = await readFolder(folder);
    appendFileSync(join(folder, 'old.log'), 'b');
    write('server.pyc');
    write('gone');
    unlinkSync(join(folder, 'gone'));
    expect(await readWritten(folder, before)).toEqual([
      { path: 'old.log', isNew: false, text: 'ab', bytes: 2 },
    ]);
  });
});
