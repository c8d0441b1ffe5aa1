/** The herd that the window shows: which one, where it listens, where its logs go. */
import { join } from 'node:path';
import { app } from 'electron';
import type { Host } from '../../src-shared/console-contract.ts';
import { HerdError } from '../../src-shared/errors.ts';
import { DEFAULT_BASE_PORT, parseBasePort } from '../../src-shared/topology/addresses.ts';
import { DEFAULT_PRESET_ID, findPreset, PRESET_IDS } from '../../src-shared/topology/presets.ts';
import { createHost } from '../host/host.ts';

export async function openHost(): Promise<Host> {
  const preset = findPreset(DEFAULT_PRESET_ID);
  if (!preset) throw new HerdError('UNKNOWN_TOPOLOGY', { id: DEFAULT_PRESET_ID, known: PRESET_IDS });
  const { topology } = preset;
  return createHost({
    topology,
    host: '127.0.0.1',
    basePort: parseBasePort(app.commandLine.getSwitchValue('base-port') || DEFAULT_BASE_PORT, topology),
    places: { source: 'gazetteer' },
    logDir: join(app.getPath('userData'), 'logs'),
  });
}
