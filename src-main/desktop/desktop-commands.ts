/** The desktop's own commands, put together: one file a subject. */
import type { DesktopHandlers } from '../../src-shared/front-contract.ts';
import { appInfoHandlers } from './app-info.ts';
import type { OpenedConsole } from './console-host.ts';
import { chooseFile, chooseFolder, choosePlace } from './dialogs.ts';
import { type EventForwarding, eventHandlers } from './event-forwarding.ts';
import { fileHandlers } from './files.ts';
import type { KeptFiles } from './kept-files.ts';
import { settingsHandlers } from './settings.ts';
import { shellHandlers } from './shell.ts';
import { showTheme } from './theme.ts';

export function desktopHandlers(
  kept: KeptFiles,
  { console, logDir }: OpenedConsole,
  events: EventForwarding,
): DesktopHandlers {
  return {
    ...appInfoHandlers(kept.workspacePath),
    ...eventHandlers(events),
    ...shellHandlers(console, logDir),
    ...settingsHandlers(kept.settings, kept.key, { host: console, chooseFolder, showTheme }),
    ...kept.workspace.handlers,
    ...fileHandlers({ chooseFile, choosePlace }),
  };
}
