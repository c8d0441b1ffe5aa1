/** Whether there is a display: without one Electron crashes before the app is ready, so it is asked first. */
import { HerdError } from '../../src-shared/errors.ts';

/** @throws HerdError NO_DISPLAY */
export function needDisplay(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
  /** What shows windows nowhere needs no display. */
  ozone: string,
): void {
  if (platform !== 'linux' || ozone === 'headless' || env['DISPLAY'] || env['WAYLAND_DISPLAY']) return;
  throw new HerdError('NO_DISPLAY', {});
}
