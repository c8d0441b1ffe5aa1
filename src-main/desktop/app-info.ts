/** What the About box says. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { app } from 'electron';
import type { DesktopHandlers } from '../../src-shared/front-contract.ts';

/** Who makes the stand-in puts this file beside it (scripts/electron/stand-in.mjs). */
const STAND_IN_MARK = 'stand-in.txt';

export function appInfoHandlers(workspaceFile: string): Pick<DesktopHandlers, 'app.info'> {
  return {
    'app.info': () => ({
      version: app.getVersion(),
      electron: process.versions.electron ?? '',
      chromium: process.versions['chrome'] ?? '',
      node: process.versions.node,
      platform: `${process.platform} ${process.arch}`,
      standIn: existsSync(join(dirname(process.execPath), STAND_IN_MARK)),
      workspaceFile,
    }),
  };
}
