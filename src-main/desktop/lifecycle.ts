/** How the app ends: the herd first, so that no server, port or log outlives the window. */
import { app } from 'electron';
import type { Host } from '../../src-shared/console-contract.ts';
import type { Windows } from './windows.ts';

const ENDING_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** False in a second start of the app with the same user data: the first one comes to the front instead. */
export const isOnlyInstance = (): boolean => app.requestSingleInstanceLock();

export function setUpLifecycle(host: Host, windows: Windows): void {
  let state: 'running' | 'closing' | 'closed' = 'running';

  app.on('will-quit', (event) => {
    if (state === 'closed') return;
    event.preventDefault();
    if (state === 'closing') return;
    state = 'closing';
    const quit = () => {
      state = 'closed';
      app.quit();
    };
    host.close().then(quit, (thrown: unknown) => {
      process.stderr.write(`${String(thrown)}\n`);
      quit();
    });
  });

  // The herd belongs to the window: when it is closed, both end, on every system.
  app.on('window-all-closed', () => app.quit());
  app.on('second-instance', () => windows.open());
  for (const signal of ENDING_SIGNALS) process.on(signal, () => app.quit());
}
