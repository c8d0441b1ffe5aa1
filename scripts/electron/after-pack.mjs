// @ts-check
/** electron-builder calls it between copying and flipping the fuses: a stand-in's loader is no part of the app. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

/** @param {{ appOutDir: string, electronPlatformName: string }} context */
export default async function afterPack({ appOutDir, electronPlatformName }) {
  if (electronPlatformName === 'darwin') return;
  await rm(join(appOutDir, 'resources/app'), { recursive: true, force: true });
}
