/** The commands of the settings, and what a change of them changes at once. */
import { HerdError } from '../../src-shared/errors.ts';
import type { DesktopHandlers } from '../../src-shared/front-contract.ts';
import type { Settings, SettingsView } from '../../src-shared/front-types.ts';
import type { Console } from '../console/index.ts';
import type { InForce } from './in-force.ts';
import { type PlacesKey, testKey } from './places-key.ts';

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
  inForce: InForce,
  key: PlacesKey,
  { host, chooseFolder, showTheme }: SettingsEffects,
): Pick<DesktopHandlers, SettingsCommands> {
  const view = (): SettingsView => ({
    ...inForce.kept,
    hasKey: key.current() !== undefined,
    keepsKey: key.keeps(),
    said: inForce.said,
  });

  /** The host reads the key when it makes a source: so it makes one whenever either has changed. */
  const applyPlaces = async () => {
    const { source, url } = inForce.current.places;
    await host.call('places.use', { source, ...(url === null ? {} : { url }) });
  };
  const applyKey = async () => {
    if (inForce.current.places.source.startsWith('google')) await applyPlaces();
  };
  /** What a person chose; the page names no other. */
  const chosenFolders = new Set<string>();
  const checkFolder = (folder: string | null | undefined): void => {
    if (!folder || chosenFolders.has(folder) || inForce.knowsFolder(folder)) return;
    throw new HerdError('LOG_FOLDER', { path: folder, reason: 'Nobody has chosen it.' });
  };
  /** Puts in force what is so now of what was changed. */
  const apply = async (change: Partial<Settings>) => {
    const { basePort, logDir, theme } = inForce.current;
    const herd = {
      ...(change.basePort !== undefined && { basePort }),
      ...(change.logDir !== undefined && { logDir }),
    };
    if (Object.keys(herd).length > 0) await host.call('herd.use', herd);
    if (change.places !== undefined) await applyPlaces();
    if (change.theme !== undefined) showTheme(theme);
  };

  return {
    'settings.get': view,
    'settings.set': async (request) => {
      checkFolder(request.logDir);
      const said = Object.entries(request).filter(([, value]) => value !== undefined);
      const change: Partial<Settings> = Object.fromEntries(said);
      // Kept first: what can't be kept isn't put in force either, and what can't be in force isn't kept.
      const back = inForce.change(change);
      try {
        await apply(change);
      } catch (thrown) {
        back();
        await apply(change).catch(() => undefined);
        throw thrown;
      }
      return view();
    },
    'settings.chooseLogDir': async () => {
      const path = await chooseFolder('Where each server’s NAME.log goes');
      if (path === undefined) return null;
      chosenFolders.add(path);
      return { path };
    },
    'settings.setKey': async ({ key: entered, source }) => {
      const secret = entered.trim();
      const test = await testKey(secret, { source, url: inForce.saidUrl ?? inForce.kept.places.url });
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
