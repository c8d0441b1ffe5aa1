import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HerdError } from '../../src-shared/errors.ts';
import type { Workspace } from '../../src-shared/front-types.ts';
import { DEFAULT_PRESET_ID, findPreset } from '../../src-shared/topology/presets.ts';
import { parseTopology } from '../../src-shared/topology/topology-file.ts';
import { openWorkspaceFile } from './workspace-file.ts';

const NOW = () => new Date('2026-01-02T03:04:05.006Z');
const topology = findPreset(DEFAULT_PRESET_ID)?.topology;
if (!topology) throw new Error('no default topology');
const WORKSPACE = {
  topology,
  layout: { grid: [1, { a: null }] },
  positions: { Alford: { x: 1.5, y: -2 } },
  templates: [{ name: 'kiwi', text: 'IAMAT kiwi' }],
  scenarios: [],
  welcomed: true,
} satisfies Workspace;
type SavedWorkspace = Parameters<
  ReturnType<typeof openWorkspaceFile>['handlers']['workspace.save']
>[0]['workspace'];
let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'herd-workspace-'));
  path = join(folder, 'workspace.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the workspace file', () => {
  it('isn’t there at first', () => {
    const file = openWorkspaceFile(path, NOW);
    expect(file.handlers['workspace.load']({})).toEqual({ workspace: null, problems: [], hidden: null });
  });

  it('comes back as it was saved', () => {
    const file = openWorkspaceFile(path, NOW);
    expect(file.handlers['workspace.save']({ workspace: WORKSPACE })).toBeNull();
    expect(file.handlers['workspace.load']({})).toEqual({
      workspace: WORKSPACE,
      problems: [],
      hidden: null,
    });
    expect(openWorkspaceFile(path, NOW).atStart).toEqual({ workspace: WORKSPACE, problem: null });
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
      const file = openWorkspaceFile(path, NOW);
      expect(file.handlers['workspace.load']({})).toMatchObject({
        workspace: null,
        problems: [{ code: 'WORKSPACE_BROKEN' }],
      });
      expect(file.handlers['workspace.load']({})).toEqual({ workspace: null, problems: [], hidden: null });
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
    const { handlers, alsoTell } = openWorkspaceFile(path, NOW);
    alsoTell(other);
    const load = () => handlers['workspace.load']({});
    expect(load()).toMatchObject({ problems: [{ code: 'WORKSPACE_BROKEN' }, { code: 'SETTINGS_BROKEN' }] });
    expect(load()).toMatchObject({ problems: [] });
  });

  it('keeps the old one when the new one is too large', () => {
    const file = openWorkspaceFile(path, NOW);
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

describe('a drawn herd that another one is shown instead of', () => {
  const DRAWN = { ...WORKSPACE, topology: { ...topology, id: 'mine', title: 'Mine' } };
  const SHOWN = findPreset('winter-2020')?.topology;
  if (!SHOWN) throw new Error('no preset');
  const why = new HerdError('HERD_HIDDEN', { title: 'Mine', reason: 'r', next: 'n' }).toData();
  const save = (file: ReturnType<typeof openWorkspaceFile>, workspace: SavedWorkspace) =>
    file.handlers['workspace.save']({ workspace });
  const onDisk = () => JSON.parse(readFileSync(path, 'utf8'));
  const showing = (told: typeof why | null = why) => {
    save(openWorkspaceFile(path, NOW), DRAWN);
    const file = openWorkspaceFile(path, NOW);
    file.showInstead({ shown: SHOWN, kept: DRAWN.topology, why: told });
    return file;
  };
  const asShown = { ...DRAWN, topology: SHOWN, positions: { Hill: { x: 1, y: 1 } } };

  it('is told of, with where its cards stand', () => {
    expect(showing().handlers['workspace.load']({})).toMatchObject({
      workspace: { topology: { id: 'winter-2020' }, positions: {} },
      hidden: { topology: { title: 'Mine' }, positions: DRAWN.positions, why: { code: 'HERD_HIDDEN' } },
    });
  });

  it('stays what the next start comes back with while the shown one is only looked at', () => {
    const file = showing();
    expect(save(file, { ...asShown, welcomed: false })).toBeNull();
    expect(onDisk()).toEqual({ ...DRAWN, welcomed: false });
    expect(file.handlers['workspace.load']({})).toMatchObject({
      workspace: { topology: { id: 'winter-2020' }, positions: asShown.positions },
      hidden: { topology: { title: 'Mine' } },
    });
  });

  it('is put into a file of its own before an edit of the shown one is kept', () => {
    const file = showing();
    const edited = { ...asShown, topology: { ...SHOWN, id: 'winter-2020-edited', links: [] } };
    const told = save(file, edited);
    expect(told).toMatchObject({ code: 'HERD_ASIDE', next: expect.stringContaining('herd.kept-2026') });
    expect(onDisk()).toEqual(edited);
    const aside = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
    expect(aside).toHaveLength(1);
    const text = readFileSync(join(folder, aside[0] ?? ''), 'utf8');
    expect(parseTopology(text, 'mine')).toEqual(DRAWN.topology);
    expect(save(file, { ...edited, welcomed: false })).toBeNull();
    expect(file.handlers['workspace.load']({})).toMatchObject({ hidden: null });
  });

  it('is put there once, and told of, also where the edit can’t be kept at first', () => {
    const file = showing();
    const edited = { ...asShown, topology: { ...SHOWN, id: 'winter-2020-edited', links: [] } };
    expect(() => save(file, { ...edited, layout: 'x'.repeat(9 * 1024 * 1024) })).toThrow(
      expect.objectContaining({ code: 'FILE_UNWRITABLE' }),
    );
    expect(save(file, edited)).toMatchObject({ code: 'HERD_ASIDE' });
    expect(save(file, edited)).toBeNull();
    expect(readdirSync(folder).filter((name) => name.endsWith('.yaml'))).toHaveLength(1);
  });

  it('is what is kept again when it is brought back, and can be edited', () => {
    const file = showing();
    expect(save(file, DRAWN)).toBeNull();
    const edited = { ...DRAWN, topology: { ...DRAWN.topology, links: [] } };
    expect(save(file, edited)).toBeNull();
    expect(onDisk()).toEqual(edited);
    expect(readdirSync(folder)).toEqual(['workspace.json']);
  });

  it('isn’t spoken of, or put anywhere, where nobody drew it', () => {
    const file = showing(null);
    expect(file.handlers['workspace.load']({})).toMatchObject({ hidden: null });
    save(file, asShown);
    expect(onDisk().topology.id).toBe('mine');
    save(file, { ...asShown, topology: { ...SHOWN, links: [] } });
    expect(readdirSync(folder)).toEqual(['workspace.json']);
  });
});
