/** The console that the window shows: which herd, where it listens, where its logs go. */
import { app } from 'electron';
import type { ErrorData } from '../../src-shared/errors.ts';
import type { Workspace } from '../../src-shared/front-types.ts';
import { type Console, createConsole } from '../console/index.ts';
import { createHost } from '../host/host.ts';
import { quoteWord } from '../nodes/command-template.ts';
import { LOOPBACK, openHerd } from './choose-herd.ts';
import type { InForce } from './in-force.ts';
import type { WindowOptions } from './start-options.ts';
import type { ShownInstead } from './workspace-file.ts';

export interface HostSources {
  readonly options: WindowOptions;
  readonly inForce: InForce;
  readonly workspace: Workspace | null;
  readonly key: () => string | undefined;
  /** Where the last grading is kept. */
  readonly gradingFolder: string;
}

export interface OpenedConsole {
  readonly console: Console;
  /** Where the herd that is shown isn't the kept one. */
  readonly instead: ShownInstead | undefined;
  readonly problem: ErrorData | null;
}

export async function openConsole(sources: HostSources): Promise<OpenedConsole> {
  const { options, inForce, workspace, key, gradingFolder } = sources;
  const { logDir, places } = inForce.current;
  const { source, url } = places;
  const base = { said: options.basePort, kept: inForce.kept.basePort };
  const { topology, instead, basePort, problem } = await openHerd(
    options.topology,
    workspace?.topology,
    base,
  );
  const choice = { source, ...(url === null ? {} : { url }) };
  const host = await createHost({
    topology,
    host: LOOPBACK,
    basePort,
    places: { ...choice, key },
    logDir,
    ownServer: { template: headlessCommand().map(quoteWord).join(' ') },
  });
  const herdCommand = headlessCommand();
  const opened = createConsole(host, { places: choice, herdCommand, gradingFolder });
  return { console: opened, instead, problem };
}

/** This very app without a window: how a server of ours runs in a process of its own, and how submissions are graded. */
function headlessCommand(): [string, ...string[]] {
  const folder = app.isPackaged ? [] : [app.getAppPath()];
  // Where root runs the app, Chromium refuses to start without being told so again.
  const sandbox = app.commandLine.hasSwitch('no-sandbox') ? ['--no-sandbox'] : [];
  return [process.execPath, ...folder, ...sandbox, '--headless'];
}
