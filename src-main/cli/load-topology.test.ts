import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { loadTopology } from './load-topology.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'herd-topology-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('takes every topology that README shows, working directories seen from the file’s folder', async () => {
  const readme = await readFile(resolve(import.meta.dirname, '../../README.md'), 'utf8');
  const shown = [...readme.matchAll(/^```yaml\n(.*?)^```$/gms)]
    .map(([, text = '']) => text)
    .filter((text) => text.includes('servers:'));
  expect(shown.length).toBeGreaterThan(1);
  const folders: (string | undefined)[] = [];
  for (const text of shown) {
    const file = join(folder, 'herd.yaml');
    await writeFile(file, text);
    const { servers } = await loadTopology(file);
    folders.push(...servers.map(({ command }) => command?.cwd));
  }
  expect(folders.filter((path) => path !== undefined)).toEqual([resolve(folder, '../submission')]);
});
