/** What the app keeps in its user-data folder, and what there was at the start. */
import { join } from 'node:path';
import { app, safeStorage } from 'electron';
import { openPlacesKey, type PlacesKey } from './places-key.ts';
import { defaultSettings, openSettingsFile, type SettingsFile } from './settings-file.ts';
import { openWindowMemory, type WindowMemory } from './window-memory.ts';
import { openWorkspaceFile, type WorkspaceFile } from './workspace-file.ts';

export interface KeptFiles {
  readonly settings: SettingsFile;
  readonly key: PlacesKey;
  readonly workspace: WorkspaceFile;
  readonly workspacePath: string;
  readonly window: WindowMemory;
  /** A folder: of the last grading. */
  readonly gradingFolder: string;
}

/** Once the app is ready: before that there is no encryption to open the key with. */
export function openKeptFiles(): KeptFiles {
  const folder = app.getPath('userData');
  const workspacePath = join(folder, 'workspace.json');
  const settings = openSettingsFile(join(folder, 'settings.json'), defaultSettings(join(folder, 'logs')));
  const workspace = openWorkspaceFile(workspacePath);
  if (settings.problem !== null) workspace.alsoTell(settings.problem);
  return {
    settings,
    key: openPlacesKey({ path: join(folder, 'places.key'), vault: safeStorage, env: process.env }),
    workspace,
    workspacePath,
    window: openWindowMemory(join(folder, 'window.json')),
    gradingFolder: join(folder, 'grading'),
  };
}
