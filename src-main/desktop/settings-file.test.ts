import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultSettings, openSettingsFile } from './settings-file.ts';

const NOW = () => new Date('2026-01-02T03:04:05.006Z');
const DEFAULTS = defaultSettings('/logs');
let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'herd-settings-'));
  path = join(folder, 'settings.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the settings file', () => {
  it('isn’t there at first: the defaults, and no file', () => {
    const file = openSettingsFile(path, DEFAULTS, NOW);
    expect(file).toMatchObject({ current: DEFAULTS, problem: null });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('comes back as it was saved, alone in its folder', () => {
    const file = openSettingsFile(path, DEFAULTS, NOW);
    file.save({ theme: 'dark', logDir: null });
    file.save({ basePort: 0 });
    const expected = { ...DEFAULTS, theme: 'dark', logDir: null, basePort: 0 };
    expect(file.current).toEqual(expected);
    expect(openSettingsFile(path, DEFAULTS, NOW).current).toEqual(expected);
    expect(readdirSync(folder)).toEqual(['settings.json']);
  });

  it('fills in what an older one doesn’t say', () => {
    writeFileSync(path, '{"theme":"light"}');
    expect(openSettingsFile(path, DEFAULTS, NOW)).toMatchObject({
      current: { ...DEFAULTS, theme: 'light' },
      problem: null,
    });
  });

  it.each([
    '',
    '{',
    '[]',
    'null',
    '{"theme":"pink"}',
    '{"key":"secret"}',
    '{"basePort":65536}',
    ' '.repeat(300_000),
  ])('is set aside, unchanged, when it is broken: %.20j', (text) => {
    writeFileSync(path, text);
    const file = openSettingsFile(path, DEFAULTS, NOW);
    expect(file.current).toEqual(DEFAULTS);
    expect(file.problem).toMatchObject({ code: 'SETTINGS_BROKEN' });
    const aside = 'settings.broken-2026-01-02T03-04-05-006Z.json';
    expect(readdirSync(folder)).toEqual([aside]);
    expect(readFileSync(join(folder, aside), 'utf8')).toBe(text);
    expect(file.problem?.next).toContain(aside);
  });

  it('stays what it was when it can’t be written', () => {
    const file = openSettingsFile(join(folder, 'settings.json', 'x', 'settings.json'), DEFAULTS, NOW);
    writeFileSync(path, 'in the way of the folder');
    expect(() => file.save({ theme: 'dark' })).toThrow(expect.objectContaining({ code: 'FILE_UNWRITABLE' }));
    expect(file.current).toEqual(DEFAULTS);
  });
});
