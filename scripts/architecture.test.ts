import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkFile, checkText, importsOf, LONGEST_FILE, type SourceFile } from './architecture.ts';

const ROOT = resolve(import.meta.dirname, '..');
const FOLDERS = ['src-shared', 'src-main', 'src-renderer', 'bench', 'e2e', 'scripts', 'resources', '.ci'];
const NOT_READ = ['__pycache__', 'gazetteer', 'node_modules'];
const TEXT = /(?:\.(?:ts|tsx|mjs|cjs|json|md|ya?ml|py|css|html)|\.ci\/run)$/;

function read(path: string): SourceFile {
  return { path, text: readFileSync(join(ROOT, path), 'utf8') };
}

function textFiles(): SourceFile[] {
  const top = readdirSync(ROOT, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'package-lock.json')
    .map((entry) => entry.name);
  const existing = new Set(readdirSync(ROOT));
  const below = FOLDERS.filter((folder) => existing.has(folder)).flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
      .filter((path) => !path.split('/').some((part) => NOT_READ.includes(part))),
  );
  return [...top, ...below].filter((path) => TEXT.test(path)).map(read);
}

const problemsOf = (path: string, text: string) => checkFile({ path, text }).map(({ problem }) => problem);

describe('the arrows of the architecture', () => {
  const files = textFiles();
  // This file is full of imports that are examples, and none that matters.
  const sources = files.filter(
    ({ path }) => /\.tsx?$/.test(path) && path.includes('/') && path !== 'scripts/architecture.test.ts',
  );

  it('are kept by every file', () => {
    expect(sources.length).toBeGreaterThan(20);
    expect(sources.flatMap(checkFile)).toEqual([]);
  });

  it('and nothing mentions what only one machine has', () => {
    expect(files.flatMap(checkText)).toEqual([]);
  });
});

describe('the rules catch what they are for', () => {
  it.each([
    ['src-shared/a.ts', "import { app } from 'electron';"],
    ['src-shared/a.ts', "import { readFileSync } from 'node:fs';"],
    ['src-shared/a.ts', "import { useState } from 'react';"],
    ['src-shared/a/b.ts', "export * from '../../src-main/herd/x.ts';"],
    ['src-shared/a.test.ts', "import type { X } from '../src-main/herd/x.ts';"],
    ['src-main/herd/a.ts', "import { app } from 'electron';"],
    ['src-main/herd/a.test.ts', "const { app } = await import('electron');"],
    ['src-main/cli/a.ts', "const electron = require('electron');"],
    ['src-main/cli/a.ts', "import { setUpIpc } from '../desktop/ipc.ts';"],
    ['src-main/cli/a.test.ts', "import { setUpIpc } from '../desktop/ipc.ts';"],
    ['src-main/herd/a.ts', "import { createHost } from '../host/host.ts';"],
    ['src-main/herd/a.ts', "import { serve } from '../cli/serve-command.ts';"],
    ['src-main/places/a.ts', "import { Server } from '../herd/server.ts';"],
    ['src-main/herd/a.ts', "import { ChildNode } from '../nodes/child-node.ts';"],
    ['src-main/ground/a.ts', "import { createHost } from '../host/host.ts';"],
    ['src-main/host/a.ts', "import { run } from '../scenario/run.ts';"],
    ['src-main/elsewhere/a.ts', ''],
    ['src-renderer/a.tsx', "import type { Host } from '../src-main/host/host.ts';"],
    ['src-renderer/a.tsx', "type Host = import('../src-main/host/host.ts').Host;"],
    ['src-renderer/a.tsx', "import 'node:fs';"],
    ['src-renderer/a.tsx', "import { ipcRenderer } from 'electron';"],
    ['src-main/herd/a.ts', 'x\n'.repeat(LONGEST_FILE + 1)],
  ])('%s: %s', (path, text) => {
    expect(problemsOf(path, text)).toHaveLength(1);
  });

  it.each([
    ['src-shared/a/b.ts', "import { HerdError } from '../errors.ts';\nimport { z } from 'zod';"],
    ['src-shared/a.test.ts', "import { it } from 'vitest';\nimport { readFileSync } from 'node:fs';"],
    ['src-main/herd/a.ts', "import { EventBus } from '../ground/event-bus.ts';"],
    ['src-main/herd/a.proof.ts', "import { createHost } from '../host/host.ts';"],
    [
      'src-main/desktop/a.ts',
      "import { app } from 'electron';\nimport { createHost } from '../host/host.ts';",
    ],
    ['src-renderer/a.tsx', "import type { Host } from '../src-shared/console-contract.ts';"],
    ['src-main/herd/a.ts', 'x\n'.repeat(LONGEST_FILE)],
  ])('and nothing else: %s: %s', (path, text) => {
    expect(problemsOf(path, text)).toEqual([]);
  });

  it('sees every way to import', () => {
    const text = `import a from 'a'; import 'b'; export * from "c"; await import('d'); require("e");
      import type { F } from 'f'; type G = import('g').G; import {\n  h,\n} from 'h';`;
    expect(importsOf(text)).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']);
  });

  it.each([
    ['..', 'shared', 'design.md'].join('/'),
    ['', 'work', 'main'].join('/'),
    `see ${['', 'home', 'someone', 'x'].join('/')}`,
    `https://${['registry', 'npmjs', 'org'].join('.')}/x`,
  ])('knows a foreign place: %s', (text) => {
    expect(checkText({ path: 'a.md', text })).toHaveLength(1);
  });

  it.each(["import '../src-shared/errors.ts'", 'GET /maps/api/place/nearbysearch/json', 'out/root/x'])(
    'and leaves the rest alone: %s',
    (text) => {
      expect(checkText({ path: 'a.md', text })).toEqual([]);
    },
  );
});
