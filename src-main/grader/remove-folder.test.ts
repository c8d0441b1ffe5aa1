import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Keeper } from './keeper.ts';
import { removeFolder } from './remove-folder.ts';

/** Makes folders in there to which no path leads. */
function nestIn(folder: string): void {
  const nest = "import os\nfor _ in range(20): os.mkdir('a'*250); os.chdir('a'*250)";
  execFileSync('python3', ['-c', nest], { cwd: folder });
}

// Who runs it as root may remove anything, and proves less.
it('a folder is removed although a program took our rights to it away', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'herd-remove-'));
  mkdirSync(join(folder, 'a', 'b'), { recursive: true });
  writeFileSync(join(folder, 'a', 'b', 'c'), 'x');
  for (const path of ['a/b', 'a', '.']) chmodSync(join(folder, path), 0);
  expect(await removeFolder(folder)).toBe(true);
  expect(existsSync(folder)).toBe(false);
  expect(await removeFolder(folder)).toBe(true);
});

it('a folder is removed although what is in it is deeper than a path can be, and it is told where it can’t be', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'herd-remove-'));
  nestIn(folder);
  const before = process.env['PATH'];
  process.env['PATH'] = join(folder, 'nothing');
  try {
    expect(await removeFolder(folder)).toBe(false);
  } finally {
    process.env['PATH'] = before;
  }
  expect(existsSync(folder)).toBe(true);
  expect(await removeFolder(folder)).toBe(true);
  expect(existsSync(folder)).toBe(false);
});

it('a folder is removed by its keeper when nobody else does', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'herd-remove-'));
  nestIn(folder);
  const keeper = new Keeper(randomUUID(), folder);
  keeper.abandon();
  await keeper.ended;
  expect(existsSync(folder)).toBe(false);
});
