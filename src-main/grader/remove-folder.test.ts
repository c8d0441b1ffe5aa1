import { chmodSync, existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { removeFolder } from './remove-folder.ts';

// Who runs it as root may remove anything, and proves less.
it('a folder is removed although a program took our rights to it away', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'herd-remove-'));
  mkdirSync(join(folder, 'a', 'b'), { recursive: true });
  writeFileSync(join(folder, 'a', 'b', 'c'), 'x');
  for (const path of ['a/b', 'a', '.']) chmodSync(join(folder, path), 0);
  await removeFolder(folder);
  expect(existsSync(folder)).toBe(false);
  await removeFolder(folder);
});
