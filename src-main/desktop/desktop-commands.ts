/** The desktop's own commands, put together: one file a subject. */
import type { DesktopHandlers } from '../../src-shared/front-contract.ts';
import type { Console } from '../console/index.ts';
import { appInfoHandlers } from './app-info.ts';
import { askToReplace, chooseFile, chooseFolder, choosePlace } from './dialogs.ts';
import { type EventForwarding, eventHandlers } from './event-forwarding.ts';
import { fileHandlers } from './files.ts';
import type { InForce } from './in-force.ts';
import type { KeptFiles } from './kept-files.ts';
import { settingsHandlers } from './settings.ts';
import { shellHandlers } from './shell.ts';
import { showTheme } from './theme.ts';

export function desktopHandlers(
  kept: KeptFiles,
  inForce: InForce,
  console: Pick<Console, 'call'>,
  events: EventForwarding,
): DesktopHandlers {
  return {
    ...appInfoHandlers(kept.workspacePath),
    ...eventHandlers(events),
    ...shellHandlers(console, () => inForce.logDirs),
    ...settingsHandlers(inForce, kept.key, { host: console, chooseFolder, showTheme }),
    ...kept.workspace.handlers,
    ...fileHandlers({ chooseFile, choosePlace, askToReplace }),
  };
}
