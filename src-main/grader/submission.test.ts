import { execFileSync } from 'node:child_process';
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GRADING_LIMITS } from './limits.ts';
import { copySubmission, findSubmission, readSources } from './submission.ts';

const COMMAND = 'python3 server.py {name}';
let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'herd-submission-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const handIn = (files: Readonly<Record<string, string>>): string => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, 'in', path, '..'), { recursive: true });
    writeFileSync(join(root, 'in', path), text);
  }
  return join(root, 'in');
};
const copy = async (path: string) => copySubmission(await findSubmission(path), join(root, 'copy'), COMMAND);

describe('a submission', () => {
  it('is copied without links, caches and repositories', async () => {
    const folder = handIn({
      'server.py': 'x',
      'lib/a.py': 'x',
      '.git/config': 'x',
      '__pycache__/a.pyc': 'x',
    });
    symlinkSync('/etc/passwd', join(folder, 'link'));
    const made = await copy(folder);
    expect(readdirSync(made.folder).sort()).toEqual(['lib', 'server.py']);
    expect(made.command).toBe(COMMAND);
  });

  it('is copied without the pipes in it, which would end the run of a whole class', async () => {
    const folder = handIn({ 'server.py': 'x' });
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    expect(readdirSync((await copy(folder)).folder)).toEqual(['server.py']);
  });

  it('is not too large by what is not copied of it', async () => {
    const folder = handIn({ 'server.py': 'x', 'venv/lib/large': '', '.git/large': '' });
    for (const path of ['venv/lib/large', '.git/large'])
      truncateSync(join(folder, path), GRADING_LIMITS.diskBytes + 1);
    expect(readdirSync((await copy(folder)).folder)).toEqual(['server.py']);
  });

  it('is copied also from a folder that is named like what isn’t copied', async () => {
    handIn({ 'venv/server.py': 'x' });
    expect(readdirSync((await copy(join(root, 'in', 'venv'))).folder)).toEqual(['server.py']);
  });

  it('is copied without what macOS puts beside each file', async () => {
    const made = await copy(handIn({ 'herd.py': 'x', '._herd.py': 'x' }));
    expect(made.command).toBe("python3 'herd.py' {name}");
    expect(readdirSync(made.folder)).toEqual(['herd.py']);
  });

  it('may be a link to a folder, a program or an archive: what it leads to is copied', async () => {
    const folder = handIn({ 'server.py': 'folder' });
    writeFileSync(join(root, 'kept.py'), 'file');
    execFileSync('tar', ['-czf', join(root, 'kept'), '-C', folder, 'server.py']);
    symlinkSync(folder, join(root, 'ann'));
    symlinkSync(join(root, 'kept.py'), join(root, 'bob.py'));
    symlinkSync(join(root, 'kept'), join(root, 'eve.tgz'));
    for (const [typed, name, text] of [
      ['ann', 'ann', 'folder'],
      ['bob.py', 'bob', 'file'],
      ['eve.tgz', 'eve', 'folder'],
    ] as const) {
      const submission = await findSubmission(join(root, typed));
      expect(submission.name).toBe(name);
      const made = await copySubmission(submission, join(root, 'copies', name), COMMAND);
      const [only = '', ...others] = readdirSync(made.folder);
      expect(others).toEqual([]);
      expect(lstatSync(join(made.folder, only)).isFile()).toBe(true);
      expect(readFileSync(join(made.folder, only), 'utf8')).toBe(text);
    }
  });

  it('that can’t be copied is its own problem, and no fault', async () => {
    const folder = handIn({ 'server.py': 'x' });
    // A file stands where the copy is to be.
    writeFileSync(join(root, 'copy'), '');
    await expect(copy(folder)).rejects.toMatchObject({ name: 'SubmissionProblem', verdict: 'unknown' });
  });

  it('may be one file of any name', async () => {
    handIn({ 'my herd.py': 'x' });
    const made = await copy(join(root, 'in', 'my herd.py'));
    expect(made.command).toBe("python3 'my herd.py' {name}");
    expect((await findSubmission(join(root, 'in', 'my herd.py'))).name).toBe('my herd');
  });

  it('may be one file with dollars in its name', async () => {
    handIn({ "$& $' $$.py": 'x' });
    const made = await copy(join(root, 'in'));
    const printed = execFileSync('/bin/sh', ['-c', made.command.replace('python3', 'printf %s,')]);
    expect(printed.toString()).toBe("$& $' $$.py,{name},");
  });

  it('may lie in a folder within the folder', async () => {
    const made = await copy(handIn({ 'proj/src/server.py': 'x' }));
    expect(made.folder).toBe(join(root, 'copy', 'proj', 'src'));
  });

  it('without the program, or with a choice of them, is no submission', async () => {
    await expect(copy(handIn({ 'a.py': 'x', 'b.py': 'x' }))).rejects.toThrow(
      /it has a\.py, b\.py\. Say which one .* --command "python3 a\.py \{name\}"/,
    );
  });

  it.each([
    ['package.json', 'node index.js {name}'],
    ['main.js', 'node main.js {name}'],
    ['my herd.jar', "java -jar 'my herd.jar' {name}"],
    ['go.mod', 'go run . {name}'],
    ['Makefile', './server {name}'],
    ['main.cpp', './server {name}'],
    ['src/server.py', 'python3 src/server.py {name}'],
  ])('with %s instead of the program is told how to be started: %s', async (file, command) => {
    const problem = await copy(handIn({ [file]: 'x', 'README.md': 'x' })).catch(
      (error: Error) => error.message,
    );
    expect(problem).toMatch(/^there is no server\.py.*and no other \.py file\. /);
    expect(problem).toContain(`--command "${command}"`);
  });

  it('with nothing that tells what it is gets no advice that may be wrong', async () => {
    await expect(copy(handIn({ 'README.md': 'x' }))).rejects.toThrow(/no other \.py file$/);
  });

  it.each(['herd.tar.xz', 'herd.rar', 'herd.7z', 'herd.py.gz', 'Report.PDF'])(
    '%s is named as what can’t be opened',
    async (name) => {
      const file = join(handIn({ [name]: 'x' }), name);
      await expect(copy(file)).rejects.toThrow(
        `${name} is a kind of file that can’t be opened here; .zip, .tar, .tar.gz and .tgz can`,
      );
      // And so in a folder in which there is nothing else to start.
      await expect(copy(handIn({ [name]: 'x' }))).rejects.toThrow(`no other .py file. ${name} is a kind`);
      // Beside a program it is nobody's business.
      await copy(handIn({ [name]: 'x', 'server.py': '' }));
    },
  );

  it('that is one file may be as large as any other, and no larger', async () => {
    const file = join(handIn({ 'server.py': 'x', 'herd.py': 'x' }), 'server.py');
    truncateSync(file, GRADING_LIMITS.diskBytes + 1);
    await expect(copy(file)).rejects.toThrow('it is larger than 256 MiB');
    expect(readdirSync(join(root, 'copy'))).toEqual([]);
  });

  it('gives its texts with the program first', async () => {
    const made = await copy(
      handIn({ 'a.py': '1', 'server.py': '2', 'z/config.json': '3', 'Alford.log': '4' }),
    );
    expect((await readSources(made)).map(({ path }) => path)).toEqual(['server.py', 'a.py', 'z/config.json']);
  });
});
