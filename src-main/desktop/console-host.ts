/** The console that the window shows: which herd, where it listens, where its logs go. */
import { resolve } from 'node:path';
import { app } from 'electron';
import { HerdError } from '../../src-shared/errors.ts';
import type { Settings, Workspace } from '../../src-shared/front-types.ts';
import { checkAddresses, parseBasePort } from '../../src-shared/topology/addresses.ts';
import { DEFAULT_PRESET_ID, findPreset, PRESET_IDS } from '../../src-shared/topology/presets.ts';
import type { Topology } from '../../src-shared/topology/topology.ts';
import { loadTopology } from '../cli/load-topology.ts';
import { type Console, createConsole } from '../console/index.ts';
import { createHost } from '../host/host.ts';
import { quoteWord } from '../nodes/command-template.ts';
import type { WindowOptions } from './start-options.ts';

export interface HostSources {
  /** What the command line says comes first, then what was kept. */
  readonly options: WindowOptions;
  readonly settings: Settings;
  readonly workspace: Workspace | null;
  readonly key: () => string | undefined;
}

export interface OpenedConsole {
  readonly console: Console;
  /** Where the logs of this start are. */
  readonly logDir: string | null;
}

const LOOPBACK = '127.0.0.1';

export async function openConsole({
  options,
  settings,
  workspace,
  key,
}: HostSources): Promise<OpenedConsole> {
  const logDir = logFolder(options.logDir, settings.logDir);
  const { source, url } = settings.places;
  const base = options.basePort ?? String(settings.basePort);
  const topology = await chooseTopology(options, workspace, base);
  const asked = options.placesUrl ?? (options.places === undefined && url !== null ? url : undefined);
  const places = { source: options.places ?? source, ...(asked === undefined ? {} : { url: asked }) };
  const host = await createHost({
    topology,
    host: LOOPBACK,
    basePort: parseBasePort(base, topology),
    places: { ...places, key },
    logDir,
    ownServer: { template: headlessCommand() },
  });
  return { console: createConsole(host, { places }), logDir };
}

/** This very app without a window: how a server of ours runs in a process of its own. */
function headlessCommand(): string {
  const program = app.isPackaged ? [process.execPath] : [process.execPath, app.getAppPath()];
  // Where root runs the app, Chromium refuses to start without being told so again.
  const sandbox = app.commandLine.hasSwitch('no-sandbox') ? ' --no-sandbox' : '';
  return `${program.map(quoteWord).join(' ')}${sandbox} --headless`;
}

function logFolder(asked: string | undefined, kept: string | null): string | null {
  if (asked === undefined) return kept;
  return asked === 'none' ? null : resolve(asked);
}

async function chooseTopology(
  { topology: named }: WindowOptions,
  workspace: Workspace | null,
  basePort: string,
): Promise<Topology> {
  if (named !== undefined) return loadTopology(named);
  return workspace !== null && fits(workspace.topology, basePort) ? workspace.topology : defaultTopology();
}

/** A drawing that can't listen anywhere is no reason not to start; the page has it in its workspace and says why. */
function fits(topology: Topology, basePort: string): boolean {
  try {
    checkAddresses(topology, { host: LOOPBACK, basePort: parseBasePort(basePort, topology) });
    return topology.servers.length > 0;
  } catch {
    return false;
  }
}

function defaultTopology(): Topology {
  const preset = findPreset(DEFAULT_PRESET_ID);
  if (!preset) throw new HerdError('UNKNOWN_TOPOLOGY', { id: DEFAULT_PRESET_ID, known: PRESET_IDS });
  return preset.topology;
}
