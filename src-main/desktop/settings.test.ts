import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HerdError } from '../../src-shared/errors.ts';
import { InForce } from './in-force.ts';
import type { PlacesKey } from './places-key.ts';
import { settingsHandlers } from './settings.ts';
import { defaultSettings, openSettingsFile } from './settings-file.ts';
import { logFolder, type WindowOptions } from './start-options.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'herd-settings-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const KEY: PlacesKey = {
  current: () => 'k',
  keeps: () => true,
  set: () => undefined,
  forget: () => undefined,
};

function started(options: WindowOptions = {}, refuses: string[] = []) {
  const file = openSettingsFile(join(folder, 'settings.json'), defaultSettings(join(folder, 'logs')));
  const inForce = new InForce(file, options, logFolder(options.logDir));
  const calls: unknown[] = [];
  const themes: string[] = [];
  let folders = 0;
  const settings = settingsHandlers(inForce, KEY, {
    host: {
      call: async (command: string, request: unknown) => {
        calls.push([command, request]);
        if (refuses.includes(command)) throw new HerdError('PLACES_URL', { url: 'u', problem: 'p' });
        return undefined as never;
      },
    },
    chooseFolder: async () => join(folder, `chosen ${++folders}`),
    showTheme: (theme) => themes.push(theme),
  });
  return { file, inForce, settings, calls, themes };
}

describe('what a start was told', () => {
  it('counts, and is shown, until that setting is changed', async () => {
    const { settings, inForce, calls } = started({ basePort: '13000', places: 'off', logDir: 'none' });
    const said = { basePort: 13_000, logDir: null, places: { source: 'off', url: null } };
    expect(settings['settings.get']({})).toMatchObject({ basePort: 12_000, said });
    expect(inForce.current).toMatchObject(said);
    const { basePort: _, ...rest } = said;
    expect(await settings['settings.set']({ basePort: 14_000 })).toMatchObject({
      basePort: 14_000,
      said: rest,
    });
    expect(calls).toEqual([['herd.use', { basePort: 14_000 }]]);
    expect(inForce.current).toMatchObject({ ...rest, basePort: 14_000 });
  });

  it('isn’t undone by forgetting or entering a key', async () => {
    const { file, settings, calls } = started({ places: 'gazetteer' });
    file.save({ places: { source: 'google', url: null } });
    await settings['settings.forgetKey']({});
    expect(calls).toEqual([]);
    expect(settings['settings.get']({})).toMatchObject({ said: { places: { source: 'gazetteer' } } });
  });

  it('gets the new key where it is one of Google’s, at the address that was named', async () => {
    const { settings, calls } = started({ places: 'google', placesUrl: 'http://127.0.0.1:1' });
    await settings['settings.forgetKey']({});
    expect(calls).toEqual([['places.use', { source: 'google', url: 'http://127.0.0.1:1' }]]);
  });
});

describe('a change', () => {
  it('that can’t be kept isn’t put in force', async () => {
    const { settings, calls, inForce } = started({ places: 'off' });
    mkdirSync(join(folder, 'settings.json'));
    await expect(
      settings['settings.set']({ places: { source: 'gazetteer', url: null } }),
    ).rejects.toMatchObject({ code: 'FILE_UNWRITABLE' });
    expect(calls).toEqual([]);
    expect(inForce.current.places.source).toBe('off');
  });

  it('that is refused isn’t kept, and what it had changed is put back', async () => {
    const { settings, calls, inForce, file } = started({ basePort: '13000' }, ['places.use']);
    const before = file.current;
    await expect(
      settings['settings.set']({ basePort: 14_000, places: { source: 'google', url: 'nonsense' } }),
    ).rejects.toMatchObject({ code: 'PLACES_URL' });
    expect(file.current).toEqual(before);
    expect(inForce.said).toEqual({ basePort: 13_000 });
    expect(calls.filter((call) => Array.isArray(call) && call[0] === 'herd.use')).toEqual([
      ['herd.use', { basePort: 14_000 }],
      ['herd.use', { basePort: 13_000 }],
    ]);
  });

  it('of the log folder is to one that a person chose, or that was there before', async () => {
    const { settings, calls } = started({ logDir: join(folder, 'said') });
    const set = (logDir: string) => settings['settings.set']({ logDir });
    await expect(set(join(folder, 'anywhere'))).rejects.toMatchObject({ code: 'LOG_FOLDER' });
    expect(calls).toEqual([]);
    const known = [join(folder, 'logs'), join(folder, 'said')];
    for (const logDir of known) await set(logDir);
    expect(calls).toEqual(known.map((logDir) => ['herd.use', { logDir }]));
  });

  it('of the log folder is remembered with those that were before', async () => {
    const { settings, inForce } = started();
    const chosen = await settings['settings.chooseLogDir']({});
    await settings['settings.set']({ logDir: chosen?.path ?? null });
    await settings['settings.set']({ logDir: null });
    const both = [join(folder, 'logs'), join(folder, 'chosen 1')];
    expect(inForce.logDirs).toEqual(both);
    inForce.change({ logDir: join(folder, 'refused') })();
    expect(inForce.logDirs).toEqual(both);
  });
});
