/** Before all tests: an Electron, what it needs of the system, and a display. */
import { findElectron } from './runtime/find-electron.ts';
import { ensureDisplay, ensureSystemParts } from './runtime/system.ts';

/** How the tests learn which Electron it is. */
export const ELECTRON_VARIABLE = 'HERD_CONSOLE_ELECTRON';

export default async function setUp(): Promise<() => Promise<void>> {
  const electron = await findElectron();
  process.env[ELECTRON_VARIABLE] = electron;
  await ensureSystemParts(electron);
  return ensureDisplay();
}
