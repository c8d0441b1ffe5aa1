/** The commands of the settings, and what a change of them changes at once. */
import { isAbsolute } from 'node:path';
import { HerdError } from '../../src-shared/errors.ts';
import type { DesktopHandlers } from '../../src-shared/front-contract.ts';
import type { Settings, SettingsView } from '../../src-shared/front-types.ts';
import type { Console } from '../console/index.ts';
import { prepareLogFolder } from '../herd/log-folder.ts';
import { type PlacesKey, testKey } from './places-key.ts';
import type { SettingsFile } from './settings-file.ts';

export interface SettingsEffects {
  readonly host: Pick<Console, 'call'>;
  readonly chooseFolder: (title: string) => Promise<string | undefined>;
  readonly showTheme: (theme: Settings['theme']) => void;
}

type SettingsCommands =
  | 'settings.get'
  | 'settings.set'
  | 'settings.chooseLogDir'
  | 'settings.setKey'
  | 'settings.forgetKey';

export function settingsHandlers(
  file: SettingsFile,
  key: PlacesKey,
  { host, chooseFolder, showTheme }: SettingsEffects,
): Pick<DesktopHandlers, SettingsCommands> {
  const view = (): SettingsView => ({
    ...file.current,
    hasKey: key.current() !== undefined,
    keepsKey: key.keeps(),
  });

  /** The host reads the key when it makes a source: so it makes one whenever either has changed. */
  const applyPlaces = async ({ source, url }: Settings['places']) => {
    await host.call('places.use', { source, ...(url === null ? {} : { url }) });
  };
  const applyKey = async () => {
    if (file.current.places.source.startsWith('google')) await applyPlaces(file.current.places);
  };

  return {
    'settings.get': view,
    'settings.set': async (change) => {
      const { theme, logDir, places } = change;
      if (typeof logDir === 'string') checkLogFolder(logDir);
      // What can be refused comes before what is saved.
      if (places !== undefined) await applyPlaces(places);
      const said = Object.entries(change).filter(([, value]) => value !== undefined);
      file.save(Object.fromEntries(said));
      if (theme !== undefined) showTheme(theme);
      return view();
    },
    'settings.chooseLogDir': async () => {
      const path = await chooseFolder('Where each server’s NAME.log goes');
      return path === undefined ? null : { path };
    },
    'settings.setKey': async ({ key: entered, source }) => {
      const secret = entered.trim();
      const test = await testKey(secret, { source, url: file.current.places.url });
      if (!test.ok) return test;
      try {
        key.set(secret);
      } finally {
        await applyKey();
      }
      return test;
    },
    'settings.forgetKey': async () => {
      key.forget();
      await applyKey();
      return view();
    },
  };
}

/** @throws HerdError LOG_FOLDER */
function checkLogFolder(path: string): void {
  // A relative one would be made wherever the app happens to have been started.
  if (!isAbsolute(path)) throw new HerdError('LOG_FOLDER', { path, reason: 'It is not a whole path.' });
  prepareLogFolder(path);
}
