/** The one owner of `shell` and `clipboard`: what leaves the app for the system's desktop. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { clipboard, shell } from 'electron';
import { HerdError } from '../../src-shared/errors.ts';
import type { DesktopHandlers } from '../../src-shared/front-contract.ts';
import type { Console } from '../console/index.ts';
import { externalLink } from './external-links.ts';

const SHOWN_URL = 200;

/** @param logDir where the host writes its logs; null: it writes none */
export function shellHandlers(
  host: Pick<Console, 'call'>,
  logDir: string | null,
): Pick<DesktopHandlers, 'app.copy' | 'app.openExternal' | 'app.openLog'> {
  return {
    'app.copy': async ({ text }) => {
      // Older Electrons are done when it returns, newer ones when it resolves.
      await clipboard.writeText(text);
      return null;
    },
    'app.openExternal': async ({ url }) => {
      const link = externalLink(url);
      if (link === undefined) throw new HerdError('LINK_REFUSED', { url: url.slice(0, SHOWN_URL) });
      await shell.openExternal(link);
      return null;
    },
    'app.openLog': async ({ server }) => {
      const { servers } = await host.call('herd.state', {});
      const known = servers.map(({ name }) => name);
      // Only a name of the topology becomes a part of a path.
      if (!known.includes(server)) throw new HerdError('UNKNOWN_SERVER', { name: server, known });
      const refuse = (reason: string) => new HerdError('NO_LOG', { server, reason });
      if (logDir === null) throw refuse('No log folder is chosen.');
      const path = join(logDir, `${server}.log`);
      if (!isFile(path)) throw refuse(`There is no file “${path}”.`);
      const problem = await shell.openPath(path);
      if (problem !== '') throw refuse(problem);
      return null;
    },
  };
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
