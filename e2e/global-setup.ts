/** Before all tests: an Electron, and what it needs of the system. */
import { FOLDER_VARIABLE, findElectron, programIn } from '../scripts/electron/find-electron.mjs';
import { ensureSystemParts } from '../scripts/electron/system.mjs';

export default async function setUp(): Promise<void> {
  const folder = await findElectron();
  // The tests' processes get it from here, and Playwright asks the `electron` package, which reads it.
  process.env[FOLDER_VARIABLE] = folder;
  await ensureSystemParts(programIn(folder));
}
