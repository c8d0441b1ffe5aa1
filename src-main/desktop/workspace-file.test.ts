import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HerdError } from '../../src-shared/errors.ts';
import type { Workspace } from '../../src-shared/front-types.ts';
import { DEFAULT_PRESET_ID, findPreset } from '../../src-shared/topology/presets.ts';
import { openWorkspaceFile } from './workspace-file.ts';

const NOW = () => new Date('2026-01-02T03:04:05.006Z');
const topology = findPreset(DEFAULT_PRESET_ID)?.topology;
if (!topology) throw new Error('no default topology');
const WORKSPACE = {
  topology,
  layout: { grid: [1, { a: null }] },
  positions: { Alford: { x: 1.5, y: -2 } },
  templates: [{ name: 'kiwi', text: 'IAMAT kiwi' }],
  welcomed: true,
} satisfies Workspace;
let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'herd-workspace-'));
  path = join(folder, 'workspace.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the workspace file', () => {
  it('isn’t there at first', () => {
    const file = openWorkspaceFile(path, [], NOW);
    expect(file.handlers['workspace.load']({})).toEqual({ workspace: null, problem: null });
  });

  it('comes back as it was saved', () => {
    const file = openWorkspaceFile(path, [], NOW);
    expect(file.handlers['workspace.save']({ workspace: WORKSPACE })).toBeNull();
    expect(file.handlers['workspace.load']({})).toEqual({ workspace: WORKSPACE, problem: null });
    expect(openWorkspaceFile(path, [], NOW).atStart).toEqual({ workspace: WORKSPACE, problem: null });
    expect(readFileSync(path, 'utf8')).toContain('\n  "welcomed": true\n');
    expect(readdirSync(folder)).toEqual(['workspace.json']);
  });

  const cut = JSON.stringify(WORKSPACE).slice(0, -20);
  const strange = JSON.stringify({
    ...WORKSPACE,
    topology: { ...topology, links: [{ a: 'Alford', b: 'Nobody' }] },
  });
  it.each(['', '{}', 'null', '\0\0', cut, strange, ' '.repeat(8 * 1024 * 1024 + 1)])(
    'is set aside when it is broken, told once, and the next save makes a new one: %.30j',
    (text) => {
      writeFileSync(path, text);
      const file = openWorkspaceFile(path, [], NOW);
      expect(file.handlers['workspace.load']({})).toMatchObject({
        workspace: null,
        problem: { code: 'WORKSPACE_BROKEN' },
      });
      expect(file.handlers['workspace.load']({})).toEqual({ workspace: null, problem: null });
      const aside = 'workspace.broken-2026-01-02T03-04-05-006Z.json';
      expect(readdirSync(folder)).toEqual([aside]);
      expect(readFileSync(join(folder, aside), 'utf8')).toBe(text);
      file.handlers['workspace.save']({ workspace: WORKSPACE });
      expect(readdirSync(folder).sort()).toEqual([aside, 'workspace.json']);
    },
  );

  it('tells of other broken files as well, each once', () => {
    const other = new HerdError('SETTINGS_BROKEN', { path: 's', reason: 'r', aside: 'a' }).toData();
    writeFileSync(path, '{');
    const { handlers } = openWorkspaceFile(path, [other], NOW);
    const codes = [1, 2, 3].map(() => handlers['workspace.load']({}));
    expect(codes).toMatchObject([
      { problem: { code: 'WORKSPACE_BROKEN' } },
      { problem: { code: 'SETTINGS_BROKEN' } },
      { problem: null },
    ]);
  });

  it('keeps the old one when the new one is too large', () => {
    const file = openWorkspaceFile(path, [], NOW);
    file.handlers['workspace.save']({ workspace: WORKSPACE });
    const before = readFileSync(path, 'utf8');
    const layout = 'x'.repeat(9 * 1024 * 1024);
    expect(() => file.handlers['workspace.save']({ workspace: { ...WORKSPACE, layout } })).toThrow(
      expect.objectContaining({ code: 'FILE_UNWRITABLE' }),
    );
    expect(readFileSync(path, 'utf8')).toBe(before);
    expect(readdirSync(folder)).toEqual(['workspace.json']);
  });
});
