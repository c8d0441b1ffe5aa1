/** The one owner of `shell` and `clipboard`: what leaves the app for the system's desktop. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { clipboard, shell } from 'electron';
import { HerdError } from '../../src-shared/errors.ts';
import type { DesktopHandlers } from '../../src-shared/front-contract.ts';
import type { Console } from '../console/index.ts';
import { externalLink } from './external-links.ts';

const SHOWN_URL = 200;

/** @param logDirs where servers have written their logs in this start */
export function shellHandlers(
  host: Pick<Console, 'call'>,
  logDirs: () => readonly string[],
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
      const paths = logDirs().map((folder) => join(folder, `${server}.log`));
      if (paths.length === 0) throw refuse('No log folder is chosen.');
      const path = newest(paths);
      if (path === undefined) throw refuse(`There is no file “${paths.at(-1)}”.`);
      const problem = await shell.openPath(path);
      if (problem !== '') throw refuse(problem);
      return null;
    },
  };
}

/** A server that runs on while another folder is chosen goes on writing in the one that it began in. */
function newest(paths: readonly string[]): string | undefined {
  const dated = paths.map((path) => ({ path, at: writtenAt(path) })).filter(({ at }) => at !== undefined);
  return dated.sort((one, other) => Number(other.at) - Number(one.at))[0]?.path;
}

function writtenAt(path: string): number | undefined {
  try {
    const stat = statSync(path);
    return stat.isFile() ? stat.mtimeMs : undefined;
  } catch {
    return undefined;
  }
}
