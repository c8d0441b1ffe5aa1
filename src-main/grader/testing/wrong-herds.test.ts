import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mainFileOf, writeHerd } from './herd-source.ts';
import { RIGHT_HERDS } from './right-herds.ts';
import { WRONG_HERDS } from './wrong-herds.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'herd-source-'));
});

afterEach(() => rm(folder, { recursive: true }));

/** Of these programs the ones that are none. */
const PARSE = `
import ast, sys
for file in sys.argv[1:]:
    try:
        ast.parse(open(file).read())
    except SyntaxError:
        print(file)`;

function notPrograms(files: readonly string[]): string[] {
  const python = files.filter((file) => file.endsWith('.py'));
  const found = spawnSync('python3', ['-c', PARSE, ...python], { encoding: 'utf8' });
  expect(found.stderr).toBe('');
  const node = files.filter((file) => file.endsWith('.mjs'));
  return [
    ...found.stdout.split('\n').filter((file) => file !== ''),
    ...node.filter((file) => spawnSync(process.execPath, ['--check', file]).status !== 0),
  ];
}

describe('the herds that the grader is graded by', () => {
  it('are at least six right ones in at least two languages, and at least forty wrong ones', () => {
    expect(RIGHT_HERDS.length).toBeGreaterThanOrEqual(6);
    expect(new Set(RIGHT_HERDS.map(({ command }) => command.split(' ')[0])).size).toBeGreaterThanOrEqual(2);
    expect(WRONG_HERDS.length).toBeGreaterThanOrEqual(40);
  });

  it('have names of their own', () => {
    const ids = [...RIGHT_HERDS, ...WRONG_HERDS].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('are wrong by an edit that fits, and still programs', async () => {
    const files: string[] = [];
    for (const herd of [...RIGHT_HERDS, ...WRONG_HERDS]) {
      await writeHerd(herd, join(folder, herd.id));
      files.push(join(folder, herd.id, mainFileOf(herd)));
    }
    expect(notPrograms(files)).toEqual([join(folder, 'syntax-error', 'server.py')]);
  });

  it('are refused where a base no longer has the text', async () => {
    const edits = [{ find: 'no such text', replace: '' }];
    await expect(writeHerd({ id: 'x', base: 'line-loop', edits }, folder)).rejects.toThrow(
      'x: "no such text" is there 0 times',
    );
    await expect(
      writeHerd({ id: 'x', base: 'line-loop', edits: [{ find: 'import', replace: '' }] }, folder),
    ).rejects.toThrow(/is there \d\d? times/);
  });

  it('listen on other ports where they are told to', async () => {
    await writeHerd({ id: 'right', base: 'line-loop' }, folder, [21, 22, 23, 24, 25]);
    const source = await readFile(join(folder, 'server.py'), 'utf8');
    expect(source).toContain("'Alford': 21,");
    expect(source).toContain("'Welsh': 25,");
    expect(source).not.toMatch(/\b120\d\d\b/);
  });

  it('leave their base as it was', async () => {
    await writeHerd({ id: 'right', base: 'line-loop' }, folder);
    const source = await readFile(join(import.meta.dirname, 'herds', 'line-loop', 'server.py'), 'utf8');
    expect(await readFile(join(folder, 'server.py'), 'utf8')).toBe(source);
  });
});
