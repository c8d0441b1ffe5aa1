/** The settings as the main process has them. It keeps them; this only shows and asks. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { FrontRequest } from '../../src-shared/front-contract.ts';
import type { SettingsView } from '../../src-shared/front-types.ts';
import type { Client } from './client.ts';

export interface SettingsShown {
  /** Null until they have been loaded. */
  readonly settings: SettingsView | null;
}

export interface SettingsStore extends StoreApi<SettingsShown> {
  load(): Promise<void>;
  /** @throws CallError */
  change(part: FrontRequest<'settings.set'>): Promise<void>;
  see(settings: SettingsView): void;
}

export function createSettingsStore(client: Client): SettingsStore {
  const store = createStore<SettingsShown>(() => ({ settings: null }));
  const see = (settings: SettingsView): void => store.setState({ settings });
  return {
    ...store,
    see,
    load: async () => see(await client.call('settings.get', {})),
    change: async (part) => see(await client.call('settings.set', part)),
  };
}
