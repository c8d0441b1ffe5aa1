/** How the app ends: the herd first, so that no server, port or log outlives the window. */
import { app } from 'electron';
import type { Host } from '../../src-shared/console-contract.ts';
import { describeError, toErrorData } from '../../src-shared/errors.ts';
import type { Windows } from './windows.ts';

const ENDING_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** False in a second start of the app with the same user data: the first one comes to the front instead. */
export const isOnlyInstance = (): boolean => app.requestSingleInstanceLock();

export function setUpLifecycle(host: Host, windows: Windows): void {
  let closing = false;

  app.on('will-quit', (event) => {
    event.preventDefault();
    if (closing) return;
    closing = true;
    // In a turn of its own: an exit that is asked for while Electron still asks us whether it may is forgotten.
    const exit = (code: number) => setImmediate(() => app.exit(code));
    host.close().then(
      () => exit(0),
      (thrown: unknown) => {
        process.stderr.write(`${describeError(toErrorData(thrown))}\n`);
        exit(1);
      },
    );
  });

  // The herd belongs to the window: when it is closed, both end, on every system.
  app.on('window-all-closed', () => app.quit());
  app.on('second-instance', () => windows.open());
  for (const signal of ENDING_SIGNALS) process.on(signal, () => app.quit());
}
