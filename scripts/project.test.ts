import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildStamp, isBuilt, missingPackages, sourceFingerprint } from './project.mjs';

let root: string;

function put(path: string, content: string | object): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), typeof content === 'string' ? content : JSON.stringify(content));
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'herd-console-project-'));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

describe('what is installed', () => {
  const wanted = {
    '': { version: '1.0.0' },
    'node_modules/needed': { version: '1.2.3' },
    'node_modules/tool': { version: '4.0.0', dev: true },
    'node_modules/other-platform': { version: '1.0.0', optional: true },
  };
  const install = (packages: Record<string, { version: string }>) => {
    for (const path of Object.keys(packages)) put(`${path}/package.json`, {});
    put('node_modules/.package-lock.json', { packages });
  };
  beforeEach(() => put('package-lock.json', { packages: wanted }));

  it('is nothing in a fresh clone', () => {
    expect(missingPackages({ development: true }, root)).toEqual([
      'node_modules/needed',
      'node_modules/tool',
    ]);
  });

  it('is all, with or without what is optional', () => {
    install({ 'node_modules/needed': { version: '1.2.3' }, 'node_modules/tool': { version: '4.0.0' } });
    expect(missingPackages({ development: true }, root)).toEqual([]);
  });

  it('is enough for running without the development dependencies', () => {
    install({ 'node_modules/needed': { version: '1.2.3' } });
    expect(missingPackages({ development: false }, root)).toEqual([]);
    expect(missingPackages({ development: true }, root)).toEqual(['node_modules/tool']);
  });

  it('is stale after the lockfile has got another version', () => {
    install({ 'node_modules/needed': { version: '1.2.2' } });
    expect(missingPackages({ development: false }, root)).toEqual(['node_modules/needed']);
  });

  it('notices a folder that somebody took away', () => {
    install({ 'node_modules/needed': { version: '1.2.3' } });
    rmSync(join(root, 'node_modules/needed'), { recursive: true });
    expect(missingPackages({ development: false }, root)).toEqual(['node_modules/needed']);
  });
});

describe('what is built', () => {
  function build(): void {
    put('out/main/herd.js', 'built');
    const stamp = buildStamp(sourceFingerprint(root), root);
    writeFileSync(stamp.path, stamp.text);
  }
  beforeEach(() => {
    put('src-shared/a.ts', 'a');
    put('package.json', {});
  });

  it('is nothing before the first build, all after it', () => {
    expect(isBuilt(root)).toBe(false);
    build();
    expect(isBuilt(root)).toBe(true);
  });

  it.each([
    ['a source has changed', () => put('src-shared/a.ts', 'b')],
    ['a source has come', () => put('src-main/new.ts', '')],
    ['a source has gone', () => rmSync(join(root, 'src-shared/a.ts'))],
    [
      'a source has another name',
      () => {
        rmSync(join(root, 'src-shared/a.ts'));
        put('src-shared/b.ts', 'a');
      },
    ],
    ['an output has gone', () => rmSync(join(root, 'out/main/herd.js'))],
    ['the stamp is spoilt', () => put('out/build.json', '{')],
  ])('is stale when %s', (_, change) => {
    build();
    change();
    expect(isBuilt(root)).toBe(false);
  });

  it.each([
    ['a test has changed', () => put('src-shared/a.test.ts', 'x')],
    ['a source was only touched', () => utimesSync(join(root, 'src-shared/a.ts'), 0, 0)],
  ])('is up to date when %s', (_, change) => {
    build();
    change();
    expect(isBuilt(root)).toBe(true);
  });
});
